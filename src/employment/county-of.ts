/**
 * The county that a place lies in, as far as how it is written tells.
 */

/** What stands behind a county's name; 社区 and 工业园区 are no counties. */
const COUNTY = /[\p{Script=Han}]{1,7}?(?:自治县|县|市|(?<![社园小业矿片街校库景厂新])区)/gu;
/** What lies above counties. */
const PROVINCE = /^[\p{Script=Han}]{2,8}?(?:省|自治区)/u;

/**
 * Makes the look-up.
 * @param counties as settlements call theirs
 * @param own the county that is meant where none is named
 */
export function createCountyOf(counties: readonly string[], own: string | undefined): (place: string) => string | undefined {
  const known = [...new Set(counties)].map(name => ({ name, bare: bareOf(name) }));
  return place => {
    const written = place.replace(/\s/gu, '').replace(PROVINCE, '');
    const named = known.find(({ name }) => written.includes(name)) ?? known.find(({ bare }) => written.includes(bare));
    return named?.name ?? [...written.matchAll(COUNTY)].at(-1)?.[0] ?? own;
  };
}

/** 黔西市 is called 黔西 too, 都安瑶族自治县 都安; a name of two letters keeps both. */
const bareOf = (name: string): string => name.replace(/(?<=..)(?:\p{Script=Han}族)*(?:自治县|县|市|区)$/u, '');
