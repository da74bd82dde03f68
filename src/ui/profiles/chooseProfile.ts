import { l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon } from 'vscode';
import type { ConfigProblem, Profile, ProfileKind, ProfileList } from '../../core/model/aws';
import { isWorthShowing } from '../../core/model/configProblem';
import { type CredentialSource, sameSource, sourceKey, type Target } from '../../core/model/target';
import { sourceOf } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import { pick } from '../input/prompt';
import { configProblemRow } from '../text/configProblemText';
import type { ChosenRegions, RecentKeys } from '../vscode/memory';
import { openConfigFile } from './openConfigFile';

interface ProfileItem extends QuickPickItem {
  readonly source?: CredentialSource;
  /** The one that was chosen for it, where that is not what it names itself. */
  readonly region?: string;
  /** In the place of a profile: asks for the Region of the one that is shown. */
  readonly asksRegion?: true;
  readonly problem?: ConfigProblem;
}

export interface ProfileHost {
  readonly sessions: Sessions;
  readonly readProfiles: () => Promise<ProfileList>;
  readonly recent: RecentKeys;
  readonly regions: ChosenRegions;
  /** Asks for the Region of the profile that is chosen. */
  readonly chooseRegion: () => Promise<void>;
}

/** Asks for one of the machine's profiles, then for the Region that it leaves open. Esc leaves everything as it is. */
export async function chooseProfile(host: ProfileHost): Promise<void> {
  const { sessions, readProfiles, recent, regions } = host;
  const { state } = sessions;
  const shown = state.kind === 'open' ? state.session.target : undefined;
  const current = sourceOf(state);
  const answer = await pick<ProfileItem>({
    title: l10n.t('Choose AWS Profile'),
    placeholder: l10n.t('Profile whose clusters and snapshots to show'),
    step: 1,
    steps: 1,
    canGoBack: false,
    signal: new AbortController().signal,
    items: readProfiles().then(list => profileItems(list, { recent: recent.read(), regions, current, shown })),
    active: ({ source }) => source !== undefined && current !== undefined && sameSource(source, current),
  });
  if (typeof answer !== 'object') {
    return;
  }
  const { source, region, problem, asksRegion } = answer.value;
  if (asksRegion) {
    await host.chooseRegion();
  } else if (problem !== undefined) {
    await openConfigFile(await readProfiles(), problem);
  } else if (source !== undefined) {
    recent.add(sourceKey(source));
    await sessions.choose(source, region);
    if (sessions.state.kind === 'noRegion') {
      await host.chooseRegion();
    }
  }
}

interface ProfileContext {
  readonly recent: readonly string[];
  readonly regions: ChosenRegions;
  readonly current: CredentialSource | undefined;
  /** What is on the screen. */
  readonly shown: Target | undefined;
}

/** The latest chosen first, then in the order of the files; sample data last. */
function profileItems(list: ProfileList, { recent, regions, current, shown }: ProfileContext): readonly ProfileItem[] {
  const rank = ({ source }: ProfileItem): number => {
    const index = source === undefined ? -1 : recent.indexOf(sourceKey(source));
    return index < 0 ? recent.length : index;
  };
  const mark = (source: CredentialSource, icon?: ThemeIcon): Pick<ProfileItem, 'iconPath' | 'source'> => {
    const iconPath = current !== undefined && sameSource(source, current) ? new ThemeIcon('check') : icon;
    return { source, ...(iconPath && { iconPath }) };
  };
  // Who chooses the same again stays where they are.
  const regionOf = (source: CredentialSource, own: string | undefined): string | undefined => {
    const region = shown && sameSource(source, shown.source) ? shown.region : own ? undefined : regions.of(source);
    return region === own ? undefined : region;
  };
  const environment: CredentialSource = { kind: 'environment' };
  const sample: CredentialSource = { kind: 'sample' };
  const items: ProfileItem[] = list.profiles.map(profile => {
    const source: CredentialSource = { kind: 'profile', name: profile.name };
    const region = regionOf(source, profile.region);
    const variable = list.named?.name === profile.name ? list.named.variable : undefined;
    const description = profileText(region === undefined ? profile : { ...profile, region }, variable);
    return { label: profile.name, description, ...mark(source), ...(region && { region }) };
  });
  if (list.environment !== undefined) {
    const region = regionOf(environment, list.environment.region);
    items.unshift({
      label: l10n.t('environment'),
      description: facts(l10n.t('AWS_* variables'), region ?? list.environment.region, list.environment.endpoint),
      ...mark(environment),
      ...(region && { region }),
    });
  }
  return [
    ...items.toSorted((a, b) => rank(a) - rank(b)),
    { label: '', kind: QuickPickItemKind.Separator },
    ...(current === undefined || current.kind === 'sample' ? [] : [regionItem(shown)]),
    {
      label: l10n.t('sample data'),
      description: l10n.t('a sample account inside VS Code; nothing is sent to AWS'),
      ...mark(sample, new ThemeIcon('beaker')),
    },
    ...problemItems(list.problems.filter(isWorthShowing)),
  ];
}

function regionItem(shown: Target | undefined): ProfileItem {
  return {
    label: l10n.t('Choose Region…'),
    iconPath: new ThemeIcon('globe'),
    description: shown?.region ?? l10n.t('no Region'),
    asksRegion: true,
  };
}

function problemItems(problems: readonly ConfigProblem[]): readonly ProfileItem[] {
  const items = problems.map(problem => ({
    ...configProblemRow(problem),
    iconPath: new ThemeIcon('warning'),
    detail: l10n.t('Open File'),
    problem,
  }));
  return items.length === 0 ? [] : [{ label: l10n.t('AWS files'), kind: QuickPickItemKind.Separator }, ...items];
}

function profileText({ kind, region, endpoint }: Profile, variable: string | undefined): string {
  return facts(kindText(kind), region ?? l10n.t('no Region'), endpoint, variable);
}

function facts(...texts: readonly (string | undefined)[]): string {
  return texts.filter(text => text !== undefined).join(' · ');
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
    case 'broken':
      return l10n.t('mistake in the file');
    case 'incomplete':
      return l10n.t('no credentials');
  }
}
