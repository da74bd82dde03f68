import { l10n, StatusBarAlignment, type StatusBarItem, ThemeColor, window } from 'vscode';
import { roleOf } from '../../core/model/target';
import { type SessionState, sourceOf } from '../../core/session/session';
import { commandIds } from '../commands/ids';
import { localTime } from '../text/format';
import { accountText, callerText, namedSourceText, sourceText } from '../text/targetText';
import { isProtectedTarget, isReadOnly, onSettingsChanged } from '../vscode/settings';
import { type StatusText, setStatus } from '../vscode/window';

/** ms; a longer one ends at once. */
const longestTimeout = 2 ** 31 - 1;

/** The status bar item that says what is on the screen: profile, Region, account. Shown once the view has been used. */
export class TargetStatus {
  readonly #item: StatusBarItem;
  readonly #settings = onSettingsChanged(() => this.show(this.#state));
  #state: SessionState = { kind: 'idle' };
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#item = window.createStatusBarItem('redshiftSnapshots.target', StatusBarAlignment.Left, 10);
    this.#item.name = l10n.t('Redshift Snapshots: AWS profile');
    this.#item.command = commandIds.selectProfile;
  }

  show(state: SessionState): void {
    this.#state = state;
    if (state.kind === 'idle') {
      this.#item.hide();
      return;
    }
    setStatus(this.#item, statusText(state), tooltipLines(state));
    const isProtected = state.kind === 'open' && isProtectedTarget(state.session.target, state.identity);
    this.#item.backgroundColor = isProtected ? new ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.accessibilityInformation = { label: statusSentence(state) };
    this.#item.show();
    this.#showAgainAt(state.kind === 'open' ? state.session.gateway.credentialsExpire() : undefined);
  }

  /** What the tooltip says of the credentials is true until then. */
  #showAgainAt(time: number | undefined): void {
    clearTimeout(this.#timer);
    const left = time === undefined ? 0 : time - Date.now();
    this.#timer = left > 0 ? setTimeout(() => this.show(this.#state), Math.min(left, longestTimeout)) : undefined;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#settings.dispose();
    this.#item.dispose();
  }
}

function statusText(state: SessionState): StatusText {
  switch (state.kind) {
    case 'open': {
      const { target } = state.session;
      if (target.source.kind === 'sample') {
        return { icon: 'beaker', text: sourceText(target.source) };
      }
      const lastIcons = [
        ...(target.endpoint === undefined ? [] : ['plug']),
        ...(changesText(state) === undefined ? [] : ['lock']),
      ];
      return { icon: 'database', text: callerText(target, state.identity, state.others.length), lastIcons };
    }
    case 'noRegion':
      return { icon: 'database', text: `${sourceText(state.source)} · ${l10n.t('no Region')}` };
    case 'idle':
    case 'starting':
      return { icon: 'loading~spin', text: l10n.t('AWS profile') };
    default:
      return { icon: 'database', text: l10n.t('No AWS profile') };
  }
}

/** For a screen reader, which sees neither the icons nor the color. */
function statusSentence(state: SessionState): string {
  const sentence = l10n.t('AWS profile: {0}', statusText(state).text);
  if (state.kind !== 'open') {
    return sentence;
  }
  const { endpoint, source } = state.session.target;
  const isOther = endpoint !== undefined && source.kind !== 'sample';
  const facts = [isOther ? l10n.t('endpoint {0}', hostOf(endpoint)) : undefined, changesText(state)];
  return [sentence, ...facts].filter(fact => fact !== undefined).join(', ');
}

/** Plain text: the first Markdown that VS Code is given blocks the extension host for 20 ms, just when the first rows are due. */
function tooltipLines(state: SessionState): readonly string[] {
  const facts = state.kind === 'open' ? factsOf(state) : [];
  const lines = facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  const click =
    sourceOf(state) === undefined
      ? l10n.t('Click to choose a profile.')
      : l10n.t('Click to choose another profile or Region.');
  return ['Redshift Snapshots', ...lines, click];
}

function factsOf(state: Extract<SessionState, { kind: 'open' }>): readonly (readonly [string, string | undefined])[] {
  const { session, others, identity, variable } = state;
  const { target, gateway } = session;
  return [
    [l10n.t('Profile'), namedSourceText(target.source, variable)],
    [l10n.t('Region'), target.region],
    [l10n.t('Also shown'), others.map(other => other.target.region).join(', ') || undefined],
    [l10n.t('Account'), identity && accountText(identity.account)],
    [l10n.t('Role'), identity && roleOf(identity)],
    [l10n.t('Identity'), identity?.arn],
    [l10n.t('Endpoint'), target.endpoint],
    [l10n.t('Credentials'), expiryText(gateway.credentialsExpire())],
    [l10n.t('Changes'), changesText(state)],
  ];
}

function changesText({ session, identity }: Extract<SessionState, { kind: 'open' }>): string | undefined {
  if (isReadOnly()) {
    return l10n.t('read only, by your settings');
  }
  return isProtectedTarget(session.target, identity) ? l10n.t('protected, by your settings') : undefined;
}

function expiryText(time: number | undefined): string | undefined {
  if (time === undefined) {
    return undefined;
  }
  return time > Date.now() ? l10n.t('valid until {0}', localTime(time)) : l10n.t('have expired');
}

/** `127.0.0.1:4566`; what is no URL as it is. */
function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : endpoint;
}
