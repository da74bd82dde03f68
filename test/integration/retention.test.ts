import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { commands, type MarkdownString, type QuickPick, type QuickPickItem, ThemeIcon, window } from 'vscode';
import type { RetentionSource } from '../../src/core/model/retention';
import { snapshotRow } from '../../src/core/tree/rows';
import type { RunningSandbox } from '../../src/sandbox/sandbox';
import type { Answer } from '../../src/ui/input/prompt';
import { askRetention, type RetentionAnswer } from '../../src/ui/operations/askRetention';
import { endText } from '../../src/ui/text/operationText';
import { snapshotTooltip } from '../../src/ui/text/snapshotText';
import { aCluster, aCopyRequest, aManualSnapshot, aSnapshot, aTarget } from '../support/builders';
import { eventually } from '../support/eventually';
import { sharedAccount } from './account';

const day = 86_400_000;
const weekOld = (): RetentionSource => ({ retentionStartTime: Date.now() - 7 * day + 60_000 });
const dateOf = (time: number): string =>
  new Date(time).toLocaleDateString('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric', year: 'numeric' });

describe('the prompt for a retention period', () => {
  const { createQuickPick, showWarningMessage } = window;
  const shown: QuickPick<QuickPickItem>[] = [];
  const asked: { readonly message: string; readonly detail: string }[] = [];

  before(() => {
    const seen = (): QuickPick<QuickPickItem> => {
      const list = createQuickPick();
      shown.push(list);
      return list;
    };
    const confirm = async (message: string, { detail = '' }: { detail?: string }): Promise<string | undefined> => {
      asked.push({ message, detail });
      // The first time it is not confirmed.
      return asked.length > 1 ? 'Send Anyway' : undefined;
    };
    Object.assign(window, { createQuickPick: seen, showWarningMessage: confirm });
  });
  after(() => Object.assign(window, { createQuickPick, showWarningMessage }));
  beforeEach(() => {
    shown.length = 0;
    asked.length = 0;
  });

  function ask(
    sources: readonly RetentionSource[],
    answered?: RetentionAnswer['choice'],
  ): Promise<Answer<RetentionAnswer>> {
    const { signal } = new AbortController();
    return askRetention({
      ...{ title: 'Copy', step: 2, steps: 2, canGoBack: true, signal, sources, now: Date.now },
      ...(answered && { answered }),
    });
  }

  async function typed(text: string): Promise<readonly QuickPickItem[]> {
    const [list] = shown;
    ok(list);
    list.value = text;
    // VS Code tells of what a person types only.
    return eventually(
      () => list.items,
      items => ok(!items.some(({ label }) => label === 'Other…')),
    );
  }

  it('says how long from now, until when at least, and what is sent', async () => {
    const answer = ask([weekOld()]);
    const items = shown[0]?.items ?? [];
    deepEqual(
      items.map(({ label }) => label),
      ['Until deleted', '7 more days', '30 more days', '90 more days', '365 more days', 'Until a Date…', 'Other…'],
    );
    deepEqual(items[0]?.description, 'billed until someone deletes it');
    match(items[2]?.description ?? '', /^at least until \w{3}, .* UTC$/);
    ok(items[2]?.description?.includes(dateOf(Date.now() + 30 * day + 60_000)), items[2]?.description);
    match(items[2]?.detail ?? '', /^sends 37 days: Redshift counts from \w{3} \d+(, \d{4})?$/);
    shown[0]?.hide();
    equal(await answer, undefined);
  });

  it('says what several of other ages need, and promises the earliest end', async () => {
    const answer = ask([{ retentionStartTime: Date.now() - day / 2 }, weekOld()]);
    const [, week] = shown[0]?.items ?? [];
    equal(week?.detail, "sends 8 to 14 days: Redshift counts from each snapshot's retention start");
    shown[0]?.hide();
    await answer;
  });

  it('offers no days from now where the age makes them too many, and says why', async () => {
    const answer = ask([{ retentionStartTime: Date.now() - 3600 * day }]);
    const items = shown[0]?.items ?? [];
    equal(items[1]?.label, '7 more days');
    equal(items[3]?.label, '90 more days');
    deepEqual(items[3]?.iconPath, new ThemeIcon('error'));
    match(items[3]?.detail ?? '', /^Redshift keeps it for at most 3653 days from \w{3} \d+, \d{4}: until /);
    shown[0]?.hide();
    await answer;
  });

  it('promises nothing where it is not known from when Redshift counts', async () => {
    const answer = ask([{}], { kind: 'days', days: 30 });
    const items = shown[0]?.items ?? [];
    equal(items[0]?.label, '30 days, as Redshift counts them');
    equal(items[0]?.description, "counted from its retention start, which isn't known");
    match(items[2]?.detail ?? '', /retention start isn't known/);
    shown[0]?.hide();
    await answer;
  });

  it('asks once more before it sends days that are over, with the end that they would have', async () => {
    const answer = ask([weekOld()], { kind: 'days', days: 3 });
    const [first] = shown[0]?.items ?? [];
    equal(first?.label, '3 days, as Redshift counts them');
    deepEqual(first?.iconPath, new ThemeIcon('warning'));
    match(first?.description ?? '', /^would have expired on /);
    await accept(() => asked.length > 1);
    equal(shown.length, 2);
    equal(asked[0]?.message, 'A retention period of 3 days is over already. Send it anyway?');
    match(asked[0]?.detail ?? '', /^Redshift counts 3 days from .*, so the copy would have expired on /);
    deepEqual(await answer, { value: { choice: { kind: 'days', days: 3 }, days: [3] } });
  });

  it('takes a number and a date that are typed at once', async () => {
    const answer = ask([weekOld()]);
    deepEqual(
      (await typed('45')).map(({ label, detail }) => [label, detail?.slice(0, 14)]),
      [
        ['45 more days', 'sends 52 days:'],
        ['45 days, as Redshift counts them', 'sends 45 days:'],
      ],
    );
    const date = new Date(Date.now() + 20 * day).toISOString().slice(0, 10);
    await eventually(
      () => typed(date),
      items =>
        deepEqual(
          items.map(({ label }) => label),
          [`Until ${date}`],
        ),
    );
    shown[0]?.hide();
    await answer;
  });

  async function accept(done: () => boolean): Promise<void> {
    await eventually(
      async () => {
        await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return done();
      },
      isDone => ok(isDone, 'Nothing was accepted.'),
    );
  }
});

describe('a copy whose retention Redshift counts otherwise', () => {
  let sandbox: RunningSandbox;
  let snapshot: string;

  before(async () => {
    sandbox = await sharedAccount();
    sandbox.data.addCluster({ ClusterIdentifier: 'lives', AutomatedSnapshotRetentionPeriod: 35 });
    sandbox.data.addSnapshot({ ClusterIdentifier: 'lives' });
    const SnapshotCreateTime = new Date(Date.now() - 7 * day);
    const source = sandbox.data.addSnapshot({ ClusterIdentifier: 'lives', SnapshotCreateTime });
    snapshot = source.SnapshotIdentifier ?? '';
  });
  after(() => commands.executeCommand('workbench.action.closeAllEditors'));

  const copy = (given: object | readonly object[]) => commands.executeCommand('redshiftSnapshots.copyToManual', given);

  it('returns a warning beside the answer', async () => {
    sandbox.inject({ name: 'retentionFromCopying', action: 'CopyClusterSnapshot' });
    const answer = (await copy({ cluster: 'lives', snapshot, target: 'lives-1', retentionDays: 30 })) as object;
    deepEqual(Object.keys(answer), ['Snapshot', 'Warning']);
    match(String(Object.values(answer)[1]), /^Redshift counts the retention period of lives-1 from .* not until .*\.$/);
  });

  it('returns a warning in the row of each of many that it is true for', async () => {
    const [first, second] = ['lives-2', 'lives-3'].map(target => ({ cluster: 'lives', snapshot, target }));
    sandbox.inject({ name: 'retentionFromCopying', action: 'CopyClusterSnapshot' });
    const rows = (await copy([{ ...first, retentionDays: 3 }])) as readonly Readonly<Record<string, unknown>>[];
    match(String(rows[0]?.['Warning']), /^Redshift counts the retention period of lives-2 from /);
    const others = (await copy([{ ...second, retentionDays: 30 }])) as readonly object[];
    equal('Warning' in (others[0] ?? {}), false);
  });

  it('is refused with the end that it would have had, and nothing is asked', async () => {
    await rejects(
      Promise.resolve(copy({ cluster: 'lives', snapshot, target: 'lives-4', retentionDays: 3 })),
      /Redshift counts 3 days from .*, so the copy would have expired on .* Nothing was copied\. InvalidRetentionPeriodFault: /,
    );
  });

  it('says so when it is available, and only then', () => {
    const source = aSnapshot({ retentionStartTime: Date.now() - 7 * day });
    const operation = {
      ...({
        id: '1',
        target: aTarget(),
        operation: 'CopyClusterSnapshot',
        input: aCopyRequest(),
        state: 'available',
        planned: 0,
      } as const),
      before: source,
    };
    const kept = (retentionStartTime: number) => aManualSnapshot({ retentionStartTime });
    match(
      endText({ ...operation, after: kept(Date.now()) }),
      /^alpha-keep is available\. Redshift counts the retention period of alpha-keep from .* not until .*\.$/,
    );
    equal(endText({ ...operation, after: kept(source.retentionStartTime ?? 0) }), 'alpha-keep is available.');
  });
});

describe('the tooltip of a snapshot', () => {
  const now = Date.now();
  const cluster = aCluster({ automatedRetentionDays: 7 });
  const tooltipOf = (snapshot: ReturnType<typeof aSnapshot>, of = cluster): string =>
    (
      snapshotTooltip(snapshotRow(snapshot, { cluster: of, newest: false }), now) satisfies MarkdownString
    ).value.replaceAll('&nbsp;', ' ');

  it('says the whole period in its first hour, and never more than is left from then on', () => {
    const kept = (age: number) =>
      tooltipOf(aManualSnapshot({ manualRetentionDays: 30, retentionStartTime: now - age }));
    match(kept(5_000), /in 30 days/);
    match(kept(3_599_000), /in 30 days/);
    match(kept(3_600_000), /in 29 days/);
    match(kept(day), /in 29 days/);
  });

  it('says no end of what failed, was cancelled or deleted', () => {
    for (const status of ['failed', 'cancelled', 'deleted']) {
      match(tooltipOf(aSnapshot({ status })), new RegExp(`not applicable: it is ${status}`));
    }
  });

  it('says that AWS Backup manages it', () =>
    match(
      tooltipOf(aManualSnapshot({ identifier: 'awsbackup:job-5f0c1d7e' })),
      /cannot be changed or deleted from Redshift/,
    ));

  it('says that any moment can be its last where automated snapshots are off', () =>
    match(
      tooltipOf(aSnapshot({ createTime: now - day }), aCluster({ automatedRetentionDays: 0 })),
      /automated snapshots are off for its cluster/,
    ));

  it('says of one that is being made that its retention start is not known yet', () =>
    match(
      tooltipOf(aManualSnapshot({ status: 'creating', manualRetentionDays: 7 })),
      /7 days after its retention start, which Redshift gives when it is complete/,
    ));
});
