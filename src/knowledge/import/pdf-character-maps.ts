/**
 * Older Chinese PDFs do not embed their fonts: they name one of Adobe's predefined character maps, which a reader must bring along.
 * Only the text is wanted here, so each map is made on the spot to lead from the file's codes straight to Unicode.
 */

/** Maps whose codes are Unicode already. */
const UNICODE_CODES = /^Uni(GB|CNS|JIS|KS)-(UCS2|UTF16)-[HV]$/;
/** Maps whose codes are GB2312, GBK or GB18030. */
const GB_CODES = /^GB(pc|K|Kp|K2K|T|Tpc)?(-EUC)?-[HV]$/;
/** From the glyph numbers of a collection to Unicode: the maps above number glyphs by Unicode. */
const GLYPHS = /^Adobe-(GB1|CNS1|Japan1|Korea1)-UCS2$/;

const map = (lines: readonly string[]): string =>
  ['/CIDInit /ProcSet findresource begin', 'begincmap', '/CMapType 1 def', ...lines, 'endcmap'].join('\n');

const codespace = (...ranges: string[]): string[] => [`${ranges.length} begincodespacerange`, ...ranges, 'endcodespacerange'];

/** In the text form of the format, or `undefined` for a map that is not Chinese text. */
export function characterMap(name: string): string | undefined {
  if (UNICODE_CODES.test(name)) {
    return map([...codespace('<0000> <ffff>'), '1 begincidrange', '<0000> <ffff> 0', 'endcidrange']);
  }
  if (GLYPHS.test(name)) return map([...codespace('<0000> <ffff>'), '1 beginbfrange', '<0000> <ffff> <0000>', 'endbfrange']);
  return GB_CODES.test(name) ? gbMap() : undefined;
}

function gbMap(): string {
  const decoder = new TextDecoder('gb18030');
  const lines: string[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const unicode = decoder.decode(Uint8Array.of(lead, trail));
      if (unicode.length === 1 && unicode !== '\ufffd') lines.push(`<${hex(lead)}${hex(trail)}> ${unicode.charCodeAt(0)}`);
    }
  }
  const ascii = ['1 begincidrange', '<00> <80> 0', 'endcidrange'];
  return map([...codespace('<00> <80>', '<8140> <fefe>'), ...ascii, `${lines.length} begincidchar`, ...lines, 'endcidchar']);
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/** What the PDF reader asks for such data. */
export class CharacterMaps {
  async fetch({ filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const text = characterMap(filename);
    if (text === undefined) throw new Error(`no character map ${filename}`);
    return new TextEncoder().encode(text);
  }
}
