import {
  type Disposable,
  EventEmitter,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  type TreeViewOptions,
  window,
} from 'vscode';

/** A view whose rows come from a provider that is loaded when VS Code asks for them for the first time. */
export class LazyTreeView<Node> implements TreeDataProvider<Node> {
  readonly #changed = new EventEmitter<Node | Node[] | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #load: () => Promise<unknown>;
  readonly #view: TreeView<Node>;
  #provider: TreeDataProvider<Node> | undefined;
  #listening: Disposable | undefined;

  /** `load` resolves when the view has been opened. */
  constructor(id: string, options: Omit<TreeViewOptions<Node>, 'treeDataProvider'>, load: () => Promise<unknown>) {
    this.#load = load;
    this.#view = window.createTreeView(id, { ...options, treeDataProvider: this });
  }

  /** The rows come from this provider from here on. */
  open(provider: TreeDataProvider<Node>): TreeView<Node> {
    this.#provider = provider;
    this.#listening = provider.onDidChangeTreeData?.(changed => this.#changed.fire(changed ?? undefined));
    return this.#view;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    await this.#load();
    return (await this.#provider?.getChildren(node)) ?? [];
  }

  getTreeItem(node: Node): TreeItem | Thenable<TreeItem> {
    return this.#provider?.getTreeItem(node) ?? {};
  }

  getParent(node: Node): Node | undefined | null | Thenable<Node | undefined | null> {
    return this.#provider?.getParent?.(node);
  }

  resolveTreeItem: NonNullable<TreeDataProvider<Node>['resolveTreeItem']> = (item, node, token) =>
    this.#provider?.resolveTreeItem?.(item, node, token) ?? item;

  dispose(): void {
    this.#listening?.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }
}
