import { l10n } from 'vscode';
import type { ConfigProblem } from '../../core/model/aws';

/** What is wrong with a shared AWS file, and where. */
export function configProblemText({ kind, file, line, text, meant = '', variable = '' }: ConfigProblem): string {
  const name = file.split(/[\\/]/).pop() ?? file;
  const place = line === undefined ? name : l10n.t('{0}, line {1}', name, line);
  switch (kind) {
    case 'missing':
      return text.startsWith('AWS_')
        ? l10n.t('{0} does not exist: {1} names it', file, text)
        : l10n.t('{0} does not exist', file);
    case 'unreadable':
      return l10n.t('{0} cannot be read: {1}', file, text);
    case 'noSection':
      return l10n.t('{0}: the line stands before the first [section]', place);
    case 'duplicateSection':
      return l10n.t('{0}: the section {1} is there twice; the AWS CLI refuses such a file', place, text);
    case 'syntax':
      return l10n.t('{0}: the line is neither a [section] nor "name = value": {1}', place, text);
    case 'unknownOption':
      return l10n.t('{0}: the option {1} is not known. Is "{2}" meant?', place, text, meant);
    case 'ignoredValue':
      return l10n.t('{0}: the value of {1} is not a whole number, so it is ignored', place, text);
    case 'ignoredSection':
      return l10n.t('{0}: the section [{1}] is ignored. Is "{2}" meant?', place, text, '[profile name]');
    case 'indentedSection':
      return l10n.t('{0}: the section [{1}] is indented, and so is part of the option above it', place, text);
    case 'replacedSection':
      return l10n.t('{0}: [{1}] is ignored; a later section is about the same profile', place, text);
    case 'noSuchProfile':
      return l10n.t('{0} names the profile "{1}", which does not exist', variable, text);
    case 'badRegion':
      return l10n.t('{0} is not an AWS Region: "{1}"', variable, text);
  }
}
