import { l10n, Position, Range, Uri, window, workspace } from 'vscode';
import type { ConfigProblem, ProfileList } from '../../core/model/aws';
import { UserError } from '../commands/userError';

/** All of it is a comment: what is saved as it is makes no profile. */
const template = `# Shared config file of the AWS CLI, the SDKs, and this extension. Fill in one of these and save.
# https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html

# Sign in with the browser (IAM Identity Center):
# [sso-session corp]
# sso_start_url = https://example.awsapps.com/start
# sso_region = eu-west-1
# sso_registration_scopes = sso:account:access
#
# [profile prod]
# sso_session = corp
# sso_account_id = 111122223333
# sso_role_name = ReadOnlyAccess
# region = eu-west-1

# A role that another profile may assume:
# [profile audit]
# role_arn = arn:aws:iam::111122223333:role/audit
# source_profile = prod
# region = eu-west-1
`;

/**
 * Opens the shared AWS config file (else the credentials file), or the file of a problem at its line. Where there is no config
 * file, a template that becomes it when it is saved.
 */
export async function openConfigFile({ files }: ProfileList, problem: ConfigProblem | undefined): Promise<void> {
  const candidates = problem === undefined ? [files.config, files.credentials] : [problem.file];
  const line = new Position(Math.max((problem?.line ?? 1) - 1, 0), 0);
  for (const file of candidates) {
    if (await exists(Uri.file(file))) {
      await window.showTextDocument(Uri.file(file), { selection: new Range(line, line) });
      return;
    }
  }
  if (!candidates.includes(files.config)) {
    throw new UserError(l10n.t('There is no file {0}.', candidates.join()));
  }
  const document = await workspace.openTextDocument(Uri.file(files.config).with({ scheme: 'untitled' }));
  const editor = await window.showTextDocument(document);
  if (document.getText() === '') {
    await editor.edit(edit => edit.insert(new Position(0, 0), template));
  }
}

function exists(file: Uri): Thenable<boolean> {
  return workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
}
