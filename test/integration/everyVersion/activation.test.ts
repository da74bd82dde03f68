import { deepEqual, ok } from 'node:assert/strict';
import { commands, extensions } from 'vscode';

const id = 'redshift-snapshots.redshift-snapshots';
const prefix = 'redshiftSnapshots.';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  };
}

describe('activation', () => {
  it('registers exactly the commands that the manifest declares, and an earlier name of one', async () => {
    const extension = extensions.getExtension(id);
    ok(extension, `${id} is not installed`);
    await extension.activate();

    const { contributes }: Manifest = extension.packageJSON;
    const views = Object.values(contributes.views).flatMap(list => list.map(view => view.id));
    const isOfView = (command: string) => views.some(view => command.startsWith(`${view}.`));
    const registered = (await commands.getCommands(true)).filter(
      command => command.startsWith(prefix) && !isOfView(command),
    );

    const declared = contributes.commands.map(entry => entry.command);
    deepEqual(registered.sort(), [...declared, 'redshiftSnapshots.newCopyRequest'].sort());
  });
});
