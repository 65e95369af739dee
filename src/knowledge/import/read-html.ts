/**
 * Web pages: the text as a reader sees it line by line, with navigation and feet set aside.
 */
import type { parseDocument } from 'htmlparser2';
import type { Line } from './model.ts';
import { findMarkers } from './outline.ts';

type ChildNode = ReturnType<typeof parseDocument>['children'][number];
type Element = Extract<ChildNode, { attribs: unknown }>;

/** Nothing in these is read by people. */
const UNSEEN = new Set(['script', 'style', 'noscript', 'template', 'svg', 'head', 'iframe', 'object', 'select', 'textarea']);
/** These are around the text, never part of it. */
const AROUND = new Set(['nav', 'header', 'footer', 'aside', 'menu', 'dialog', 'button']);
/** All other elements begin a new line. */
const INLINE = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr img'.split(
    ' ',
  ),
);

interface Placed {
  text: string;
  readonly furniture: boolean;
  /** The elements that it stands in, outermost first. */
  readonly within: readonly Element[];
}

/**
 * What stands outside the element that holds the numbered text is furniture too: sites name their parts as they like.
 * @param html as text, in any state of repair
 */
export async function readHtml(html: string): Promise<Line[]> {
  const { parseDocument } = await import('htmlparser2');
  const lines = linesOf(parseDocument(html).children);
  const numbered = findMarkers(lines).flatMap(({ line }) => lines[line] ?? []);
  const [first, ...others] = numbered.map(({ within }) => within);
  const shared =
    others.length === 0 ? 0 : others.reduce((depth, within) => commonDepth(first ?? [], within, depth), first?.length ?? 0);
  const body = shared === 0 ? undefined : first?.[shared - 1];
  return lines.map(({ text, furniture, within }) =>
    furniture || (body && !within.includes(body)) ? { text, furniture: true } : { text },
  );
}

function commonDepth(a: readonly Element[], b: readonly Element[], most: number): number {
  let depth = 0;
  while (depth < most && a[depth] === b[depth]) depth++;
  return depth;
}

/** Walks without recursion: pages may nest without end. */
function linesOf(children: readonly ChildNode[]): Placed[] {
  const lines: Placed[] = [];
  let open: Placed | undefined;
  const close = () => {
    if (open && open.text.trim() !== '') lines.push(open);
    open = undefined;
  };
  type Step = { node: ChildNode; within: readonly Element[]; furniture: boolean; kept: boolean } | 'close';
  const steps: Step[] = [];
  const queue = (nodes: readonly ChildNode[], rest: Omit<Exclude<Step, 'close'>, 'node'>) => {
    for (const node of nodes.toReversed()) steps.push({ node, ...rest });
  };
  queue(children, { within: [], furniture: false, kept: false });
  for (let step = steps.pop(); step; step = steps.pop()) {
    if (step === 'close') {
      close();
      continue;
    }
    const { node, within, furniture, kept } = step;
    if (node.type === 'text') {
      for (const [i, part] of (kept ? node.data.split(/\r?\n/) : [flowing(node.data)]).entries()) {
        if (i > 0) close();
        open ??= { text: '', furniture, within };
        open.text += part;
      }
    } else if ('children' in node && 'attribs' in node && !UNSEEN.has(node.name)) {
      const inline = INLINE.has(node.name);
      if (!inline) {
        close();
        steps.push('close');
      }
      queue(node.children, {
        within: inline ? within : [...within, node],
        furniture: furniture || AROUND.has(node.name),
        kept: kept || node.name === 'pre',
      });
    }
  }
  close();
  return lines;
}

/** A line end in the source of a page is no line end on the page, and between Chinese characters not even a space. */
const flowing = (text: string): string =>
  text.replace(
    /(\S?)[ \t]*[\r\n]\s*(\S?)/gu,
    (_, before: string, after: string) =>
      `${before}${/\P{ASCII}/u.test(before + after) || before === '' || after === '' ? '' : ' '}${after}`,
  );
