import { l10n, Position, Range, Uri, window } from 'vscode';
import type { ConfigProblem, ProfileList } from '../../core/model/aws';
import { UserError } from '../commands/userError';

/** Opens the shared AWS config file (else the credentials file), or the file of a problem at its line. */
export async function openConfigFile(list: ProfileList, problem: ConfigProblem | undefined): Promise<void> {
  const candidates = problem === undefined ? [list.files.config, list.files.credentials] : [problem.file];
  const line = new Position(Math.max((problem?.line ?? 1) - 1, 0), 0);
  for (const file of candidates) {
    try {
      await window.showTextDocument(Uri.file(file), { selection: new Range(line, line) });
      return;
    } catch {
      // The other file may be there.
    }
  }
  throw new UserError(
    l10n.t('There is no file {0}. Create it with "aws configure", or by hand.', candidates.join(l10n.t(' and no '))),
  );
}
