import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { allOperations } from '../../src/core/operations/all';
import { requestFileEnd } from '../../src/core/requests/requestFile';
import { isRequestPath } from '../../src/core/requests/requestPath';
import type { SessionState } from '../../src/core/session/session';
import { awsServices } from '../../src/sandbox/actions/services';
import {
  activityViewId,
  commandIds,
  documentScheme,
  filteredContextKey,
  formerIds,
  operationCommandId,
  requestSchemaScheme,
  stateContextKey,
  viewId,
  walkthroughId,
} from '../../src/ui/commands/ids';
import { rowCommands } from '../../src/ui/commands/rowCommands';
import { root } from '../support/paths';
import { textOf } from './sources';

interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}

interface Walkthrough {
  readonly id: string;
  readonly steps: readonly { readonly completionEvents: readonly string[] }[];
}

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly engines: { readonly vscode: string };
  readonly activationEvents: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly keybindings?: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly viewsWelcome: readonly { readonly view: string }[];
    readonly walkthroughs: readonly Walkthrough[];
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope?: string }>> };
    readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
  };
}

const manifest: Manifest = JSON.parse(textOf('package.json'));
const titles: Readonly<Record<string, string>> = JSON.parse(textOf('package.nls.json'));
const { contributes } = manifest;
const ofOperations = allOperations.map(operationCommandId);
const commands: readonly string[] = [...ofOperations, ...Object.values(commandIds)];
const contributed = contributes.commands.map(({ command }) => command);

/** Each kind of state, for the context key's values; the compiler sees to it that none is missing. */
const viewIds: readonly string[] = [viewId, activityViewId];
const states: readonly string[] = Object.keys({
  // Of none chosen: the one that was is in no file any more.
  gone: 0,
  idle: 0,
  starting: 0,
  noProfiles: 0,
  noneChosen: 0,
  noRegion: 0,
  open: 0,
} satisfies Record<SessionState['kind'] | 'gone', 0>);

describe('the manifest and the ids of the code', () => {
  it('name the same commands', () => {
    assert.deepEqual([...contributed].sort(), [...commands].sort());
  });

  it('name each command once, as the member that holds it', () => {
    assert.deepEqual(
      Object.values(commandIds),
      Object.keys(commandIds).map(name => `redshiftSnapshots.${name}`),
    );
    assert.equal(new Set(contributed).size, contributed.length);
  });

  it('name the same views, in a container of the extension', () => {
    assert.deepEqual(
      Object.values(contributes.views).flatMap(views => views.map(({ id }) => id)),
      viewIds,
    );
    assert.deepEqual(
      Object.keys(contributes.views),
      contributes.viewsContainers.activitybar.map(({ id }) => id),
    );
    assert.ok(contributes.viewsWelcome.every(({ view }) => viewIds.includes(view)));
  });

  it('name the same walkthrough', () => {
    assert.deepEqual(
      contributes.walkthroughs.map(({ id }) => `${manifest.publisher}.${manifest.name}#${id}`),
      [walkthroughId],
    );
  });

  it('name the same context keys, and only states that there are', () => {
    const clauses = whens(manifest);
    const keys = new Set(clauses.flatMap(when => when.match(/(?<!config\.)\bredshiftSnapshots\.\w+/g) ?? []));
    assert.deepEqual([...keys].sort(), [...viewIds, stateContextKey, filteredContextKey].sort());
    const values = clauses.flatMap(when => [...when.matchAll(/\.state\s*[!=]=\s*(\w+)/g)].map(([, value]) => value));
    assert.ok(values.length > 0);
    assert.deepEqual(
      values.filter(value => !states.includes(value ?? '')),
      [],
    );
  });

  it('name the same words for what a row can do', () => {
    const rows = textOf('src/ui/tree/treeItems.ts') + textOf('src/ui/activity/activityView.ts');
    const given = new Set([...rows.matchAll(/'([\w ]+)'/g)].flatMap(([, words]) => words?.split(' ') ?? []));
    for (const { command } of allOperations) {
      given.add(command);
    }
    const asked = whens(manifest).flatMap(when => [...when.matchAll(/viewItem =~ \/\\b\(?([\w|]+)\)?\\b\//g)]);
    assert.ok(asked.length > 0);
    for (const [, words] of asked) {
      assert.deepEqual(
        words?.split('|').filter(word => !given.has(word)),
        [],
      );
    }
  });

  it('name the same commands for rows', () => {
    const inMenus = contributes.menus['view/item/context']?.map(({ command }) => command);
    assert.deepEqual([...new Set(inMenus)].sort(), [...rowCommands].sort());
  });

  it('follow the public names', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, 'redshift-snapshots.redshift-snapshots');
    assert.deepEqual(
      [contributes.viewsContainers.activitybar[0]?.id, viewId, documentScheme],
      ['redshiftSnapshots', 'redshiftSnapshots.clusters', 'redshift-snapshot'],
    );
  });

  it('lead from texts and steps only to commands and views that there are', () => {
    const links = Object.values(titles).flatMap(text => [...text.matchAll(/\(command:([\w.]+)/g)].map(([, id]) => id));
    const events = contributes.walkthroughs
      .flatMap(({ steps }) => steps.flatMap(({ completionEvents }) => completionEvents))
      .map(event => event.replace(/^on(Command|View):/, ''));
    const known = new Set([...commands, viewId, `${viewId}.focus`]);
    assert.ok(links.length > 0 && events.length > 0);
    assert.deepEqual(
      [...links, ...events].filter(id => !known.has(id ?? '')),
      [],
    );
  });
});

describe('the commands of the manifest', () => {
  for (const operation of allOperations) {
    const { name, command } = operation;
    const id = operationCommandId(operation);

    it(`have one for ${name}: in the Command Palette, on the rows that offer it, in the sandbox and in the README`, () => {
      assert.ok(contributed.includes(id));
      const inPalette = contributes.menus['commandPalette']?.find(entry => entry.command === id);
      assert.equal(inPalette, undefined);
      const inMenu = (contributes.menus['view/item/context'] ?? []).filter(entry => entry.command === id);
      assert.ok(inMenu.length > 0);
      assert.ok(inMenu.every(({ when = '' }) => when.includes(`viewItem =~ /\\b${command}\\b/`)));
      const [{ actions }] = awsServices();
      assert.ok(actions.some(({ operation: { 2: called } }) => called === name));
      const readme = textOf('README.md');
      assert.ok(readme.includes(`"redshift:${name}"`));
      assert.ok(readme.includes(`'${id}'`));
    });
  }

  it('have a category', () => {
    assert.deepEqual(
      contributes.commands.filter(({ category }) => category !== '%category%'),
      [],
    );
    assert.equal(titles['category'], 'Redshift Snapshots');
  });

  it('have no `when`, which VS Code ignores there: it would be `enablement`', () => {
    assert.deepEqual(
      contributes.commands.filter(command => 'when' in command),
      [],
    );
  });

  it('are the only ones in menus and keybindings', () => {
    const placed = [...Object.values(contributes.menus).flat(), ...(contributes.keybindings ?? [])];
    assert.ok(placed.length > 0);
    assert.deepEqual(
      placed.map(({ command }) => command).filter(command => !contributed.includes(command)),
      [],
    );
  });

  it('that act on a row stand in the row’s menu and nowhere else', () => {
    const hidden = (contributes.menus['commandPalette'] ?? []).filter(({ when }) => when === 'false');
    const onRows = new Set((contributes.menus['view/item/context'] ?? []).map(({ command }) => command));
    // What rows run themselves.
    const ofRows: readonly string[] = [commandIds.runStep, commandIds.openRow, commandIds.openRecord];
    const onlyOnRows = hidden.map(({ command }) => command).filter(command => !ofRows.includes(command));
    assert.deepEqual(
      onlyOnRows.filter(command => !onRows.has(command)),
      [],
    );
  });

  it('have titles in Title Case, as the view has', () => {
    const named = [...contributes.commands.map(({ title }) => title), '%view.container%', '%view.clusters%'];
    assert.deepEqual(
      named.map(localised).filter(title => !isTitleCase(title)),
      [],
    );
  });
});

describe('the texts of the manifest', () => {
  const used = new Set([...textOf('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));

  it('are all in package.nls.json', () => {
    assert.ok(used.size > 0);
    assert.deepEqual(
      [...used].filter(key => !titles[key ?? '']),
      [],
    );
  });

  it('are all used', () => {
    assert.deepEqual(
      Object.keys(titles).filter(key => !used.has(key)),
      [],
    );
  });
});

describe('the manifest', () => {
  it('asks for the VS Code whose types the code was checked against', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
  });

  it('pins every development dependency, and has no other: all is bundled', () => {
    assert.deepEqual(manifest.dependencies ?? {}, {});
    assert.deepEqual(
      Object.entries(manifest.devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
      [],
    );
  });

  it('names files that exist', () => {
    const files = [...textOf('package.json').matchAll(/"(media\/[^"]+)"/g)].map(([, file]) => file ?? '');
    assert.ok(files.length > 0);
    assert.deepEqual(
      files.filter(file => !existsSync(join(root, file))),
      [],
    );
  });

  it('activates on what it contributes, also by earlier ids, on its documents, on request files, and never at startup', () => {
    assert.deepEqual(manifest.activationEvents, [
      `onFileSystem:${documentScheme}`,
      `onFileSystem:${requestSchemaScheme}`,
      ...Object.values(formerIds).map(id => `onCommand:${id}`),
    ]);
  });

  it('has the menus of JSON documents also where JSON opens as JSON with Comments', () => {
    const clauses = Object.values(contributes.menus).flatMap(whens);
    const ofLanguage = clauses.filter(when => when.includes('editorLangId'));
    assert.ok(ofLanguage.length > 0);
    assert.deepEqual(
      ofLanguage.filter(when => !when.endsWith(' && editorLangId =~ /^jsonc?$/')),
      [],
    );
  });

  it('gives its schemas to the files that the code takes for requests, and its buttons too', () => {
    assert.deepEqual(
      contributes.jsonValidation,
      allOperations.map(operation => ({
        fileMatch: `*${requestFileEnd(operation)}`,
        url: `${requestSchemaScheme}://schemas/${operation.requestWord}.json`,
      })),
    );
    assert.ok(allOperations.every(operation => isRequestPath(`a${requestFileEnd(operation)}`)));
    const words = allOperations.map(({ requestWord }) => requestWord).join('|');
    const clauses = whens(contributes.menus['editor/title']).filter(when => !when.includes('resourceScheme'));
    assert.ok(clauses.length > 0);
    assert.ok(clauses.every(when => when === `resourceFilename =~ /\\.redshift-(${words})\\.json$/`));
  });
});

describe('settings', () => {
  const { properties } = contributes.configuration;

  it('are the ones of src/ui/vscode/settings.ts, and no workspace can set one', () => {
    const read = [...textOf('src/ui/vscode/settings.ts').matchAll(/read(?:Set|<\w+>)?\('(\w+)'/g)].map(
      ([, name]) => name,
    );
    assert.ok(Object.keys(properties).length > 0);
    for (const [name, { scope }] of Object.entries(properties)) {
      assert.equal(scope, 'application', name);
    }
    assert.deepEqual(
      Object.keys(properties).toSorted(),
      [...new Set(read)].map(name => `redshiftSnapshots.${name}`).toSorted(),
    );
  });
});

describe('the README', () => {
  const readme = textOf('README.md');

  it('names every command that a user can run', () => {
    const named = contributes.commands.filter(({ command }) => command !== commandIds.runStep);
    assert.deepEqual(
      named.map(({ title }) => localised(title)).filter(title => !readme.includes(`**${title}**`)),
      [],
    );
  });

  it('names every setting', () => {
    const names = Object.keys(contributes.configuration.properties);
    assert.deepEqual(
      names.filter(name => !tableRows(readme).includes(`\`${name}\``)),
      [],
    );
  });
});

/** What the first columns of its tables list. */
function tableRows(markdown: string): readonly string[] {
  const columns = [...markdown.matchAll(/^\| ([^|]+) \|/gm)].map(([, column = '']) => column);
  return columns.flatMap(column => column.split(', '));
}

/** Every `when` clause, wherever it stands. */
function whens(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'when' && typeof inner === 'string' ? [inner] : whens(inner),
  );
}

function localised(title: string): string {
  return titles[title.replaceAll('%', '')] ?? title;
}

function isTitleCase(title: string): boolean {
  const small = ['a', 'an', 'and', 'as', 'for', 'in', 'of', 'on', 'or', 'the', 'to', 'with'];
  const words = title.replace('…', '').split(' ');
  return words.every((word, index) => /^\(?[A-Z]/.test(word) || (index > 0 && small.includes(word)));
}
