import { l10n } from 'vscode';
import type { NameFault } from '../../core/operations/batch/plan';
import { placeholders, type TemplateFault } from '../../core/operations/batch/template';
import { identifierFaultText } from './faultText';

/** `{cluster} {snapshot} {yyyy} …` */
export const placeholderList = placeholders.map(name => `{${name}}`).join(' ');

export function templateFaultText(fault: TemplateFault): string {
  switch (fault.kind) {
    case 'blank':
      return l10n.t('Type a template for the names, for example {0}.', '{cluster}-{yyyy}-{mm}-{dd}');
    case 'unknownPlaceholder':
      return fault.meant === undefined
        ? l10n.t('Unknown placeholder {0} (character {1}).', `{${fault.name}}`, fault.position)
        : l10n.t(
            'Unknown placeholder {0} (character {1}). Did you mean {2}?',
            ...[`{${fault.name}}`, fault.position, `{${fault.meant}}`],
          );
    case 'strayBrace':
      return l10n.t('"{0}" (character {1}) belongs to no placeholder.', fault.brace, fault.position);
  }
}

export function nameFaultText(fault: NameFault): string {
  switch (fault.kind) {
    case 'identifier':
      return identifierFaultText(fault.fault);
    case 'taken':
      return l10n.t('Taken: a manual snapshot has this name.');
    case 'twice':
      return l10n.t('More than one of these would have this name.');
  }
}
