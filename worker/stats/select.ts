// One order statistic of many numbers without sorting all of them.

/**
 * The number at a rank, by quickselect (Hoare 1961). Reorders `numbers`.
 * @param rank 0 for the smallest. @returns NaN for none
 */
export function selectRank(numbers: Float64Array, rank: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const [left, right] = partition(numbers, low, high);
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return numbers[rank] ?? Number.NaN;
}

/** Smaller numbers before larger ones. @returns where the larger begin and the smaller end */
function partition(numbers: Float64Array, low: number, high: number): [number, number] {
  const pivot = numbers[(low + high) >> 1] ?? 0;
  let [i, j] = [low, high];
  while (i <= j) {
    while ((numbers[i] ?? 0) < pivot) i++;
    while ((numbers[j] ?? 0) > pivot) j--;
    if (i <= j) {
      const kept = numbers[i] ?? 0;
      numbers[i++] = numbers[j] ?? 0;
      numbers[j--] = kept;
    }
  }
  return [i, j];
}

/** The median of numbers, which it reorders. */
export function selectMedian(numbers: Float64Array): number {
  const half = (numbers.length - 1) / 2;
  return (selectRank(numbers, Math.floor(half)) + selectRank(numbers, Math.ceil(half))) / 2;
}
