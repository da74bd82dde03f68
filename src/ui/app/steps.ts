import { commands, env, l10n, Uri } from 'vscode';
import type { NextStep } from '../../core/access/nextStep';
import type { Problem } from '../../core/model/problem';
import type { SignInNeed, SsoSignIn } from '../../core/model/signIn';
import type { Session } from '../../core/session/session';
import { statementIn } from '../access/statementIn';
import { commandIds, viewId } from '../commands/ids';
import { showStatus } from '../vscode/window';

const settingsQuery = '@ext:redshift-snapshots.redshift-snapshots';
const quotaHelp = 'https://docs.aws.amazon.com/redshift/latest/mgmt/amazon-redshift-limits.html';

/** What the steps need of the extension. */
export interface StepHost {
  /** Those on the screen, the chosen one first. */
  readonly sessions: () => readonly Session[];
  readonly showManualSnapshots: (cluster: string, session: Session | undefined) => Promise<void>;
  readonly showActivity: () => Promise<void>;
  /** Signs in, then does again what had to wait for it. */
  readonly signIn: (place: SignInNeed, retry: () => unknown) => Promise<void>;
  /** The same after a notification: the one that is on the screen, if there is one. */
  readonly offerSignIn: (place: SsoSignIn, retry: () => unknown) => void;
}

export interface StepContext {
  readonly problem: Problem | undefined;
  readonly cluster?: string | undefined;
  /** Whose problem it is. */
  readonly session: Session | undefined;
  /** What `retry` and `chooseAnotherName` do again. */
  readonly retry: () => unknown;
  readonly stopRetrying?: () => void;
}

/** Does what a button or a row under a problem offers. */
export async function runStep(step: NextStep, context: StepContext, host: StepHost): Promise<void> {
  switch (step) {
    case 'retry':
    case 'chooseAnotherName':
      context.session?.gateway.allowQuestions();
      await context.retry();
      return;
    case 'stopRetrying':
      context.stopRetrying?.();
      return;
    case 'refresh':
      await commands.executeCommand(commandIds.refresh);
      return;
    case 'chooseProfile':
      await commands.executeCommand(commandIds.selectProfile);
      return;
    case 'chooseRegion':
      await commands.executeCommand(commandIds.selectRegion);
      return;
    case 'exploreSampleData':
      await commands.executeCommand(commandIds.exploreSampleData);
      return;
    case 'openConfigFile':
      await commands.executeCommand(commandIds.openConfigFile);
      return;
    case 'openFileAtLine':
      await commands.executeCommand(commandIds.openConfigFile, {
        ...(context.problem?.fault ?? context.problem?.keys),
        text: '',
      });
      return;
    case 'signIn':
      await (context.problem?.signIn && host.signIn(context.problem.signIn, context.retry));
      return;
    case 'showActivity':
      await host.showActivity();
      return;
    case 'showLog':
      await commands.executeCommand(commandIds.showLog);
      return;
    case 'openSettings':
      await commands.executeCommand('workbench.action.openSettings', settingsQuery);
      return;
    case 'openQuotaHelp':
      await env.openExternal(Uri.parse(quotaHelp));
      return;
    case 'showManualSnapshots':
      await commands.executeCommand(`${viewId}.focus`);
      await host.showManualSnapshots(context.cluster ?? '', context.session);
      return;
    case 'copyIamStatement':
      await copyIamStatement(context);
      return;
    default:
      return step satisfies never;
  }
}

async function copyIamStatement({ problem, cluster, session }: StepContext): Promise<void> {
  const statement = problem && session && (await statementIn(session, problem, cluster));
  if (statement !== undefined) {
    await env.clipboard.writeText(`${JSON.stringify(statement, null, 2)}\n`);
    showStatus(l10n.t('IAM statement copied'), 5000, 'check');
  }
}
