import { l10n, type QuickPickItem, QuickPickItemKind } from 'vscode';
import type { ConfigProblem, Profile, ProfileKind, ProfileList } from '../../core/aws';
import { isWorthShowing } from '../../core/profiles/configProblem';
import type { Sessions } from '../../core/session/sessions';
import { type CredentialSource, sameSource, sourceKey } from '../../core/target';
import { pick } from '../input/prompt';
import type { RecentKeys } from '../memory';
import { configProblemText } from '../text/configProblemText';
import { withoutIcons } from '../text/plain';
import { openConfigFile } from './openConfigFile';

interface ProfileItem extends QuickPickItem {
  readonly source?: CredentialSource;
  readonly problem?: ConfigProblem;
}

/** Asks for one of the machine's profiles and opens it. Esc leaves everything as it is. */
export async function chooseProfile(
  sessions: Sessions,
  readProfiles: () => Promise<ProfileList>,
  recent: RecentKeys,
): Promise<void> {
  const { state } = sessions;
  const current =
    state.kind === 'open' ? state.session.target.source : state.kind === 'noRegion' ? state.source : undefined;
  const answer = await pick<ProfileItem>({
    title: l10n.t('Choose AWS Profile'),
    placeholder: l10n.t('Profile whose clusters and snapshots to show'),
    step: 1,
    steps: 1,
    canGoBack: false,
    signal: new AbortController().signal,
    items: readProfiles().then(list => profileItems(list, recent.read(), current)),
    active: ({ source }) => source !== undefined && current !== undefined && sameSource(source, current),
  });
  if (typeof answer !== 'object') {
    return;
  }
  const { source, problem } = answer.value;
  if (problem !== undefined) {
    await openConfigFile(await readProfiles(), problem);
  } else if (source !== undefined) {
    recent.add(sourceKey(source));
    await sessions.choose(source);
  }
}

/** The latest chosen first, then in the order of the files; sample data last. */
function profileItems(
  list: ProfileList,
  recent: readonly string[],
  current: CredentialSource | undefined,
): readonly ProfileItem[] {
  const rank = ({ source }: ProfileItem): number => {
    const index = source === undefined ? -1 : recent.indexOf(sourceKey(source));
    return index < 0 ? recent.length : index;
  };
  const mark = (source: CredentialSource, text: string): string =>
    current !== undefined && sameSource(source, current) ? `$(check) ${text}` : text;
  const environment: CredentialSource = { kind: 'environment' };
  const sample: CredentialSource = { kind: 'sample' };
  const items: ProfileItem[] = list.profiles.map(profile => {
    const source: CredentialSource = { kind: 'profile', name: profile.name };
    return { label: mark(source, withoutIcons(profile.name)), description: profileText(profile), source };
  });
  if (list.environment !== undefined) {
    items.unshift({
      label: mark(environment, l10n.t('environment')),
      description: facts(l10n.t('AWS_* variables'), list.environment.region, list.environment.endpoint),
      source: environment,
    });
  }
  return [
    ...items.toSorted((a, b) => rank(a) - rank(b)),
    { label: '', kind: QuickPickItemKind.Separator },
    {
      label: mark(sample, `$(beaker) ${l10n.t('sample data')}`),
      description: l10n.t('a made-up account inside VS Code; nothing is sent to AWS'),
      source: sample,
    },
    ...problemItems(list.problems.filter(isWorthShowing)),
  ];
}

function problemItems(problems: readonly ConfigProblem[]): readonly ProfileItem[] {
  const items = problems.map(problem => ({
    label: `$(warning) ${withoutIcons(configProblemText(problem))}`,
    description: l10n.t('Open File at Line'),
    problem,
  }));
  return items.length === 0 ? [] : [{ label: l10n.t('AWS files'), kind: QuickPickItemKind.Separator }, ...items];
}

function profileText({ kind, region, endpoint }: Profile): string {
  return facts(kindText(kind), region ?? l10n.t('no Region'), endpoint);
}

function facts(...texts: readonly (string | undefined)[]): string {
  return texts
    .filter(text => text !== undefined)
    .map(text => withoutIcons(text))
    .join(' · ');
}

function kindText(kind: ProfileKind): string {
  switch (kind) {
    case 'keys':
      return l10n.t('access keys');
    case 'role':
      return l10n.t('role');
    case 'sso':
      return l10n.t('SSO');
    case 'process':
      return l10n.t('credential process');
    case 'webIdentity':
      return l10n.t('web identity');
    case 'login':
      return l10n.t('console login');
    case 'incomplete':
      return l10n.t('no credentials');
  }
}
