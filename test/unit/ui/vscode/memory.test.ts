import { deepEqual, equal } from 'node:assert/strict';
import type { Memento } from 'vscode';
import {
  choiceMemory,
  chosenRegions,
  earlierAnswers,
  recentRegions,
  recentSources,
} from '../../../../src/ui/vscode/memory';

function mementoOf(value: unknown): Memento {
  let kept = value;
  return {
    keys: () => [],
    get: <Value>(_key: string, fallback?: Value) => (kept === undefined ? fallback : (kept as Value)),
    update: async (_key: string, updated: unknown) => {
      kept = updated;
    },
  };
}

describe('what VS Code keeps for the extension', () => {
  for (const value of [undefined, null, 7, 'text', true, [1, null], { source: 7, region: 7, a: null }, [['a']]]) {
    it(`is nothing, and can be written, where it is something else: ${JSON.stringify(value)}`, () => {
      const choice = choiceMemory(mementoOf(value));
      equal(choice.read(), undefined);
      choice.write({ source: { kind: 'profile', name: 'work' }, region: 'eu-west-1' });
      deepEqual(choice.read(), { source: { kind: 'profile', name: 'work' }, region: 'eu-west-1' });

      const regions = chosenRegions(mementoOf(value));
      equal(regions.of({ kind: 'environment' }), undefined);
      regions.remember({ kind: 'environment' }, 'eu-west-1');
      equal(regions.of({ kind: 'environment' }), 'eu-west-1');

      for (const recent of [recentSources(mementoOf(value)), recentRegions(mementoOf(value))]) {
        deepEqual(recent.read(), []);
        recent.add('eu-west-1');
        deepEqual(recent.read(), ['eu-west-1']);
      }
      deepEqual(earlierAnswers(mementoOf(value)).read(), {});
    });
  }

  it('is read as it was written', () => {
    const answers = { link: { Snapshot: { Status: 'available' } } };
    deepEqual(earlierAnswers(mementoOf(answers)).read(), answers);
  });
});
