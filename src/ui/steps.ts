import { commands, env, l10n, Uri, window } from 'vscode';
import { type IamScope, statementFor } from '../core/access/iamStatement';
import type { NextStep } from '../core/nextStep';
import type { Problem } from '../core/problem';
import type { SessionState } from '../core/session/session';
import type { SignInPlace, SsoPlace } from '../core/signIn/signIn';
import { commandIds, viewId } from './ids';

const settingsQuery = '@ext:redshift-snapshots.redshift-snapshots';
const quotaHelp = 'https://docs.aws.amazon.com/redshift/latest/mgmt/amazon-redshift-limits.html';

/** What the steps need of the extension. */
export interface StepHost {
  readonly state: () => SessionState;
  readonly showManualSnapshots: (cluster: string) => Promise<void>;
  /** Signs in, then does again what had to wait for it. */
  readonly signIn: (place: SignInPlace, retry: () => unknown) => Promise<void>;
  /** The same after a notification: the one that is on the screen, if there is one. */
  readonly offerSignIn: (place: SsoPlace, retry: () => unknown) => void;
}

export interface StepContext {
  readonly problem: Problem | undefined;
  readonly cluster?: string | undefined;
  /** What `retry` and `chooseAnotherName` do again. */
  readonly retry: () => unknown;
}

/** Does what a button or a row under a problem offers. */
export async function runStep(step: NextStep, context: StepContext, host: StepHost): Promise<void> {
  switch (step) {
    case 'retry':
    case 'chooseAnotherName':
      await context.retry();
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
    case 'openConfigFile':
      await commands.executeCommand(commandIds.openConfigFile);
      return;
    case 'openFileAtLine':
      await commands.executeCommand(commandIds.openConfigFile, { ...context.problem?.fault, text: '' });
      return;
    case 'signIn':
      await (context.problem?.signIn && host.signIn(context.problem.signIn, context.retry));
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
      await host.showManualSnapshots(context.cluster ?? '');
      return;
    case 'copyIamStatement':
      await copyIamStatement(context, host.state());
      return;
    default:
      return step satisfies never;
  }
}

async function copyIamStatement({ problem, cluster }: StepContext, state: SessionState): Promise<void> {
  if (state.kind !== 'open' || problem === undefined) {
    return;
  }
  const scope: Omit<IamScope, 'operation'> = {
    region: state.session.target.region,
    ...(state.identity === undefined ? {} : { account: state.identity.account }),
    ...(cluster === undefined ? {} : { cluster }),
  };
  const statement = statementFor(problem, scope);
  if (statement !== undefined) {
    await env.clipboard.writeText(`${JSON.stringify(statement, null, 2)}\n`);
    window.setStatusBarMessage(l10n.t('$(check) IAM statement copied'), 5000);
  }
}
