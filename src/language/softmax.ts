/** Numbers → chances that are 1 together: the greater the number, the greater its chance. */
export function softmax(values: Float64Array): Float64Array {
  const top = Math.max(...values);
  const powers = values.map(value => Math.exp(value - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map(power => power / sum);
}
