import { l10n, type QuickPickItem, ThemeIcon } from 'vscode';
import type { Region } from '../../core/model/aws';
import { isRegionId } from '../../core/model/regionId';
import type { CredentialSource } from '../../core/model/target';
import type { Session } from '../../core/session/session';
import type { Sessions } from '../../core/session/sessions';
import { UserError } from '../commands/userError';
import { pick } from '../input/prompt';
import { sourceText } from '../text/targetText';
import type { ChosenRegions, RecentKeys } from '../vscode/memory';

interface RegionItem extends QuickPickItem {
  readonly region: string;
}

export interface RegionHost {
  readonly sessions: Sessions;
  readonly readRegions: () => Promise<readonly Region[]>;
  readonly recent: RecentKeys;
  readonly regions: ChosenRegions;
}

/** Asks for the Region of the profile that is chosen, and opens it there. Esc leaves everything as it is. */
export async function chooseRegion({
  sessions,
  readRegions,
  recent,
  regions: chosenRegions,
}: RegionHost): Promise<void> {
  await sessions.start();
  const { source, region: current } = chosen(sessions);
  const regions = await readRegions();
  const answer = await pick<RegionItem>({
    title: l10n.t('Choose Region · {0}', sourceText(source)),
    placeholder: l10n.t('Region to look in; type its id or its name'),
    step: 1,
    steps: 1,
    canGoBack: false,
    signal: new AbortController().signal,
    items: latestFirst(regions, recent.read()).map(region => regionItem(region, current)),
    active: item => item.region === current,
    itemsFor: typed => unlistedRegion(typed, regions),
  });
  if (typeof answer === 'object') {
    recent.add(answer.value.region);
    chosenRegions.remember(source, answer.value.region);
    await sessions.choose(source, answer.value.region);
  }
}

/** Which of the Regions that are shown; asks only where there are several. Undefined for Esc. */
export async function pickRegion(shown: readonly Session[], chosen: Session): Promise<Session | undefined> {
  if (shown.length < 2) {
    return chosen;
  }
  const answer = await pick<QuickPickItem & { readonly session: Session }>({
    title: l10n.t('Choose Region · {0}', sourceText(chosen.target.source)),
    placeholder: l10n.t('Region of the cluster'),
    step: 1,
    steps: 1,
    canGoBack: false,
    signal: chosen.ended,
    items: shown.map(session => ({ label: session.target.region, session })),
  });
  return typeof answer === 'object' ? answer.value.session : undefined;
}

function chosen({ state }: Sessions): { readonly source: CredentialSource; readonly region?: string } {
  if (state.kind === 'noRegion') {
    return { source: state.source };
  }
  if (state.kind === 'open' && state.session.target.source.kind !== 'sample') {
    return state.session.target;
  }
  throw new UserError(
    state.kind === 'open' ? l10n.t('Sample data has one Region only.') : l10n.t('Choose an AWS profile first.'),
    { steps: ['chooseProfile'] },
  );
}

/** The latest chosen first, then in the order of the partitions. */
function latestFirst(regions: readonly Region[], recent: readonly string[]): readonly Region[] {
  const rank = ({ id }: Region): number => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  return regions.toSorted((a, b) => rank(a) - rank(b));
}

function regionItem({ id, name, partition }: Region, current: string | undefined): RegionItem {
  return {
    label: id,
    ...(id === current && { iconPath: new ThemeIcon('check') }),
    description: name,
    ...(partition === 'aws' ? {} : { detail: partition }),
    region: id,
  };
}

/** A Region that is newer than the SDK's list can be typed whole, e.g. `eu-west-9`. */
function unlistedRegion(typed: string, listed: readonly Region[]): readonly RegionItem[] | undefined {
  const id = typed.trim().toLowerCase();
  return isRegionId(id) && !listed.some(region => region.id === id)
    ? [{ label: id, description: l10n.t('not in the list of Regions that this extension knows'), region: id }]
    : undefined;
}
