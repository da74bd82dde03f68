import { l10n } from 'vscode';
import type { ConfigProblem } from '../../core/model/aws';

/** What is wrong with a shared AWS file, and where. */
export function configProblemText(problem: ConfigProblem): string {
  const { kind, file, text, variable = '' } = problem;
  const mistake = mistakeText(problem);
  if (mistake !== undefined) {
    return l10n.t('{0}: {1}', placeOf(problem), mistake);
  }
  switch (kind) {
    case 'missing':
      return text.startsWith('AWS_')
        ? l10n.t('{0} does not exist: {1} names it', file, text)
        : l10n.t('{0} does not exist', file);
    case 'noSuchProfile':
      return l10n.t('{0} names the profile "{1}", which does not exist', variable, text);
    case 'badRegion':
      return l10n.t('{0} is not an AWS Region: "{1}"', variable, text);
    default:
      return l10n.t('{0} cannot be read: {1}', file, text);
  }
}

/** `Mistake in config, line 4`, and what it is; where nothing is wrong inside of a file, all in one. */
export function configProblemRow(problem: ConfigProblem): { readonly label: string; readonly description: string } {
  const mistake = mistakeText(problem);
  return mistake === undefined
    ? { label: configProblemText(problem), description: '' }
    : { label: l10n.t('Mistake in {0}', placeOf(problem)), description: mistake };
}

/** What is wrong inside of a file. */
function mistakeText({ kind, text, meant = '' }: ConfigProblem): string | undefined {
  switch (kind) {
    case 'noSection':
      return l10n.t('the line is before the first [section]');
    case 'duplicateSection':
      return l10n.t('the section {0} appears twice; the AWS CLI refuses this file', text);
    case 'syntax':
      return l10n.t('the line is neither a [section] nor "name = value": {0}', text);
    case 'unknownOption':
      return l10n.t('unknown option {0}. Did you mean "{1}"?', text, meant);
    case 'ignoredValue':
      return l10n.t('the value of {0} is not a whole number, so it is ignored', text);
    case 'ignoredSection':
      return l10n.t('the section [{0}] is ignored. Did you mean "{1}"?', text, '[profile name]');
    case 'indentedSection':
      return l10n.t('the section [{0}] is indented, so it is part of the option above it', text);
    case 'replacedSection':
      return l10n.t('[{0}] is ignored; a later section defines the same profile', text);
    case 'missing':
    case 'unreadable':
    case 'noSuchProfile':
    case 'badRegion':
      return undefined;
  }
}

/** `config, line 4` */
function placeOf({ file, line }: ConfigProblem): string {
  const name = file.split(/[\\/]/).pop() ?? file;
  return line === undefined ? name : l10n.t('{0}, line {1}', name, line);
}
