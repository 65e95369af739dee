/**
 * What is to be scanned for the login, drawn for a page and for a terminal.
 */
import { create, toString as drawn } from 'qrcode';

/** Empty modules around the code, without which telephones do not find it. */
const MARGIN = 4;

/** The code as a drawing; nothing where the text is too long to be one. */
export function Code({ text, label }: { readonly text: string; readonly label: string }) {
  const modules = modulesOf(text);
  if (!modules) return null;
  const { size, data } = modules;
  let path = '';
  for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (data[y * size + x]) path += `M${x} ${y}h1v1h-1z`;
  const side = size + 2 * MARGIN;
  return (
    <svg
      role="img"
      aria-label={label}
      width="300"
      height="300"
      viewBox={`${-MARGIN} ${-MARGIN} ${side} ${side}`}
      shape-rendering="crispEdges"
    >
      <rect x={-MARGIN} y={-MARGIN} width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}

function modulesOf(text: string) {
  try {
    return create(text, { errorCorrectionLevel: 'M' }).modules;
  } catch {
    return undefined;
  }
}

/** The code in characters of a terminal; empty where the text is too long. */
export const terminalCode = (text: string): Promise<string> => drawn(text, { type: 'terminal', small: true }).catch(() => '');
