import { equal, match, ok } from 'node:assert/strict';
import { commands, env } from 'vscode';
import type { Snapshot } from '../../src/core/model/snapshot';
import type { OperationRecord } from '../../src/core/operations/record';
import type { Session } from '../../src/core/session/session';
import type { Sessions } from '../../src/core/session/sessions';
import { commandIds } from '../../src/ui/commands/ids';
import { type CopyAsHost, copyAsCommands } from '../../src/ui/snippets/copyAsCommands';
import { aCluster, aCopyRequest, aManualSnapshot, aSnapshot, aTarget } from '../support/builders';
import { eventually } from '../support/eventually';

const day = 86_400_000;

describe('Copy As… of a copy whose days are over', () => {
  const old = aSnapshot({ createTime: Date.now() - 31 * day });
  const recent = aSnapshot({ createTime: Date.now() - day });
  const warning = /Redshift counts 30 days from .*, so the copy would have expired on/;

  function runWith(known: readonly Snapshot[], given: unknown): Promise<unknown> {
    const session = {
      target: aTarget(),
      tree: { knownSnapshots: () => known, knownManualSnapshots: () => [] },
      gateway: { now: Date.now },
    } as unknown as Session;
    const host = {
      sessions: { start: async () => {}, session } as unknown as Sessions,
      view: { ownerOf: () => session },
      pickSource: async () => undefined,
      tracker: { latest: (record: OperationRecord) => record, sessionOf: () => session },
    } satisfies CopyAsHost;
    return Promise.resolve(copyAsCommands(host)[commandIds.copyAs]?.run(given));
  }

  for (const [format, comment] of [
    ['bash', '#'],
    ['powershell', '#'],
    ['boto3', '#'],
    ['javascript', '//'],
  ] as const) {
    it(`carries the prompt's warning as a comment: ${format}`, async () => {
      const given = {
        ...{ cluster: 'alpha', snapshot: old.identifier, target: 'kept', retentionDays: 30, format },
      };
      const [first = '', second = ''] = String(await runWith([old], given)).split('\n');
      ok(first.startsWith(`${comment} `), first);
      match(first, warning);
      ok(!second.startsWith(comment), second);
      equal(await env.clipboard.readText().then(text => text.startsWith(first)), true);
      ok(!String(await runWith([recent], given)).startsWith(comment));
    });
  }

  it('carries it from a row of Activity, too', async () => {
    const record: OperationRecord = {
      ...{ id: '1', operation: 'CopyClusterSnapshot', target: aTarget(), input: aCopyRequest() },
      ...{ state: 'failed', planned: 0, before: old },
    };
    let isOver = false;
    const done = runWith([], record).then(() => {
      isOver = true;
    });
    await eventually(
      async () => {
        await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return isOver;
      },
      over => ok(over),
    );
    await done;
    match(await env.clipboard.readText(), warning);
  });

  it('makes the call that a row allows: of a cluster a new snapshot, of a manual one what is chosen', async () => {
    const rows = [
      { kind: 'cluster', key: 'c', cluster: aCluster() },
      { kind: 'snapshot', key: 's', snapshot: aManualSnapshot() },
    ];
    const texts: string[] = [];
    for (const row of rows) {
      let isOver = false;
      const done = runWith([], row).then(() => {
        isOver = true;
      });
      await eventually(
        async () => {
          await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
          return isOver;
        },
        over => ok(over),
      );
      await done;
      texts.push(await env.clipboard.readText());
    }
    match(texts[0] ?? '', /^aws redshift create-cluster-snapshot .*--cluster-identifier alpha /s);
    match(texts[1] ?? '', /^aws redshift describe-cluster-snapshots .*--snapshot-identifier alpha-keep /s);
  });
});
