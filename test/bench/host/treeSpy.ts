import type { TreeDataProvider, TreeView, TreeViewOptions, window } from 'vscode';
import type { TreeNode } from '../../../src/core/tree/nodes';

interface Asked {
  readonly parent: TreeNode | undefined;
  readonly children: readonly TreeNode[];
}

/** Sees what VS Code asks the view of clusters for, and what it is given. */
export class TreeSpy {
  view: TreeView<TreeNode> | undefined;
  /** When VS Code has asked for the first time, by `performance.now()`. */
  askedAt = Number.NaN;
  readonly #waiting = new Set<(asked: Asked) => void>();

  /** To be called before the extension is activated. */
  constructor(api: typeof window, viewId: string) {
    const original = api.createTreeView;
    api.createTreeView = <Node>(id: string, options: TreeViewOptions<Node>): TreeView<Node> => {
      if (id !== viewId) {
        return original(id, options);
      }
      const view = original(id, { ...options, treeDataProvider: this.#watched(options.treeDataProvider) });
      this.view = view as unknown as TreeView<TreeNode>;
      return view;
    };
  }

  /** Resolves with the children of the first answer that is what is waited for. */
  answer(matches: (asked: Asked) => boolean): Promise<readonly TreeNode[]> {
    return new Promise(resolve => {
      const look = (asked: Asked): void => {
        if (matches(asked)) {
          this.#waiting.delete(look);
          resolve(asked.children);
        }
      };
      this.#waiting.add(look);
    });
  }

  #watched<Node>(provider: TreeDataProvider<Node>): TreeDataProvider<Node> {
    const getChildren = async (parent?: Node): Promise<Node[]> => {
      this.askedAt = Number.isNaN(this.askedAt) ? performance.now() : this.askedAt;
      const children = (await provider.getChildren(parent)) ?? [];
      const asked = { parent, children } as unknown as Asked;
      for (const look of [...this.#waiting]) {
        look(asked);
      }
      return children;
    };
    return new Proxy(provider, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        return name === 'getChildren' ? getChildren : typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }
}
