import assert from 'node:assert/strict';
import { stepsAfterRead } from '../../../../src/core/access/nextStep';
import type { RedshiftGateway } from '../../../../src/core/model/gateway';
import type { Sessions } from '../../../../src/core/session/sessions';
import { type RunningSandbox, startSandbox } from '../../../../src/sandbox/sandbox';
import { quietSessions } from '../../core/quietSessions';
import { connectTo } from '../support';

const enabled = 'eu-west-1';
const disabled = 'ap-east-1';

describe('a Region that is not enabled for the account', () => {
  let sandboxes: Readonly<Record<string, RunningSandbox>>;
  let sessions: Sessions;

  beforeEach(async () => {
    sandboxes = {
      [enabled]: await startSandbox({ data: 'empty', region: enabled }),
      [disabled]: await startSandbox({ data: 'empty', region: disabled }),
    };
    sessions = quietSessions({
      connect: async ({ region }) => Object.assign(gatewayIn(region), { inRegion: gatewayIn }),
      furtherRegions: () => [disabled],
    });
  });
  afterEach(async () => {
    sessions.dispose();
    await Promise.all(Object.values(sandboxes).map(sandbox => sandbox.close()));
  });

  const gatewayIn = (region: string): RedshiftGateway => {
    const sandbox = sandboxes[region];
    assert.ok(sandbox !== undefined);
    return connectTo(sandbox).gateway;
  };

  const problems = async () => {
    await sessions.start();
    const roots = await Promise.all(sessions.all.map(({ tree }) => tree.roots()));
    return roots.map(rows => rows.flatMap(row => (row.kind === 'problem' ? [row.problem] : [])));
  };

  it('is told from wrong keys by the Regions that accept them', async () => {
    sandboxes[disabled]?.inject({ name: 'regionDisabled', count: 99 });
    const [here, there] = await problems();
    assert.deepEqual(here, []);
    const [problem] = there ?? [];
    assert.equal(problem?.kind, 'regionDisabled');
    assert.equal(problem.code, 'InvalidClientTokenId');
    assert.equal(problem.target?.region, disabled);
    assert.deepEqual(stepsAfterRead(problem), ['chooseRegion', 'retry', 'chooseProfile']);
  });

  it('is not assumed where no Region accepts the keys', async () => {
    sandboxes[enabled]?.inject({ name: 'regionDisabled', count: 99 });
    sandboxes[disabled]?.inject({ name: 'regionDisabled', count: 99 });
    const kinds = (await problems()).flat().map(({ kind }) => kind);
    assert.deepEqual(kinds, ['credentialsRejected', 'credentialsRejected']);
  });

  it('may be said by the service itself', async () => {
    sandboxes[enabled]?.inject({ name: 'optInRequired', action: 'DescribeClusters' });
    const [[problem] = []] = await problems();
    assert.equal(problem?.kind, 'regionDisabled');
  });
});
