/**
 * Web pages: the text as a reader sees it line by line, with navigation and feet set aside.
 */
import type { parseDocument } from 'htmlparser2';
import type { Line } from './model.ts';
import { findMarkers } from './outline.ts';

type ChildNode = ReturnType<typeof parseDocument>['children'][number];
type Element = Extract<ChildNode, { attribs: unknown }>;

const TEXT_NODE = 3;

/** Nothing in these is read by people. */
const UNSEEN = new Set(['script', 'style', 'noscript', 'template', 'svg', 'head', 'iframe', 'object', 'select', 'textarea']);
/** These are around the text, never part of it. */
const AROUND = new Set(['nav', 'header', 'footer', 'aside', 'menu', 'dialog', 'button']);
/** All other elements begin a new line. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

interface Placed {
  text: string;
  readonly furniture: boolean;
  /** The block that it stands in. */
  readonly block: Element | undefined;
}

/**
 * What stands outside the element that holds the numbered text is furniture too: sites name their parts as they like.
 * @param html as text, in any state of repair
 */
export async function readHtml(html: string): Promise<Line[]> {
  const { parseDocument } = await import('htmlparser2');
  const lines = linesOf(parseDocument(html).children);
  const body = holderOf(findMarkers(lines).map(({ line }) => lines[line]?.block));
  const inside = body && blocksIn(body);
  return lines.map(({ text, furniture, block }) =>
    furniture || (inside && !(block && inside.has(block))) ? { text, furniture: true } : { text },
  );
}

/** The innermost element that holds all of several blocks. */
function holderOf([first, ...others]: readonly (Element | undefined)[]): Element | undefined {
  if (others.length === 0) return undefined;
  let shared = ancestry(first);
  for (const block of new Set(others)) {
    const chain = ancestry(block);
    const parting = shared.findIndex((element, depth) => chain[depth] !== element);
    if (parting !== -1) shared = shared.slice(0, parting);
  }
  return shared.at(-1);
}

/** Outermost first. */
function ancestry(block: Element | undefined): Element[] {
  const chain: Element[] = [];
  for (let at: Element['parent'] | undefined = block; at && 'attribs' in at; at = at.parent) chain.push(at);
  return chain.toReversed();
}

function blocksIn(body: Element): Set<Element> {
  const found = new Set([body]);
  for (const element of found) {
    for (const child of element.children) if ('attribs' in child) found.add(child);
  }
  return found;
}

type Step = {
  readonly node: ChildNode;
  readonly block: Element | undefined;
  readonly furniture: boolean;
  readonly kept: boolean;
};

/** Walks without recursion: pages may nest without end. */
function linesOf(children: readonly ChildNode[]): Placed[] {
  const lines: Placed[] = [];
  let open: Placed | undefined;
  const close = () => {
    if (open && open.text.trim() !== '') lines.push(open);
    open = undefined;
  };
  const steps: (Step | 'close')[] = [];
  const queue = (nodes: readonly ChildNode[], within: Omit<Step, 'node'>) => {
    for (const node of nodes.toReversed()) steps.push({ node, ...within });
  };
  queue(children, { block: undefined, furniture: false, kept: false });
  for (let step = steps.pop(); step; step = steps.pop()) {
    if (step === 'close') {
      close();
      continue;
    }
    const { node, block, furniture, kept } = step;
    if (node.nodeType === TEXT_NODE) {
      for (const [i, part] of (kept ? node.data.split(/\r?\n/) : [flowing(node.data)]).entries()) {
        if (i > 0) close();
        open ??= { text: '', furniture, block };
        open.text += part;
      }
    } else if ('attribs' in node && !UNSEEN.has(node.name)) {
      const inline = INLINE.has(node.name);
      if (!inline) {
        close();
        steps.push('close');
      }
      queue(node.children, {
        block: inline ? block : node,
        furniture: furniture || AROUND.has(node.name),
        kept: kept || node.name === 'pre',
      });
    }
  }
  close();
  return lines;
}

/** A line end in the source of a page is no line end on the page, and beside a Chinese character not even a space. */
const flowing = (text: string): string =>
  text.replace(/(\S?)[ \t]*[\r\n]\s*(\S?)/gu, (_, before: string, after: string) => {
    const joins = before === '' || after === '' || /\P{ASCII}/u.test(before + after);
    return `${before}${joins ? '' : ' '}${after}`;
  });
