import { findNodeAtOffset, getNodeValue, type Node, parseTree } from 'jsonc-parser';
import { deepBracket, type JsonValue } from '../model/json';

/**
 * The JSON value that a selection means: the value at the cursor (on a name, its value), the members or elements that
 * are selected, or the smallest value around the selection. Undefined where the text is no JSON, or nested without end.
 */
export function selectedValue(text: string, start: number, end: number): JsonValue | undefined {
  const root = deepBracket(text) === undefined ? parseTree(text) : undefined;
  if (root === undefined) {
    return undefined;
  }
  const [from, to] = withoutBlanks(text, start, end);
  const node = around(root, from, to);
  return from === to ? valueAt(node) : partOf(node, from, to);
}

function partOf(node: Node, from: number, to: number): JsonValue {
  const chosen = (node.children ?? []).filter(child => child.offset < to && child.offset + child.length > from);
  const isWhole = node.offset >= from && node.offset + node.length <= to;
  if (isWhole || chosen.length === 0 || (node.type !== 'object' && node.type !== 'array')) {
    return valueAt(node);
  }
  return node.type === 'array'
    ? chosen.map(valueAt)
    : Object.fromEntries(chosen.map(({ children: [key, value] = [] }) => [String(key?.value), valueAt(value)]));
}

/** The smallest value that holds all of it; the root where none does. */
function around(root: Node, from: number, to: number): Node {
  let node = findNodeAtOffset(root, from, true) ?? root;
  while (node.offset + node.length < to && node.parent !== undefined) {
    node = node.parent;
  }
  if (from !== to && node.type === 'property' && node.offset >= from && node.parent !== undefined) {
    return node.parent;
  }
  // A name stands for its value.
  const property = node.type === 'property' ? node : node.parent?.type === 'property' ? node.parent : undefined;
  return property === undefined ? node : (property.children?.[1] ?? node);
}

function valueAt(node: Node | undefined): JsonValue {
  return node === undefined ? null : (getNodeValue(node) as JsonValue);
}

function withoutBlanks(text: string, start: number, end: number): readonly [number, number] {
  const selected = text.slice(start, end);
  const from = start + (selected.length - selected.trimStart().length);
  return [from, Math.max(from, from + selected.trim().length)];
}
