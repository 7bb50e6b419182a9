// Rectangles that fill a rectangle, each as large as its value and as square as can be (Bruls, Huizing, van Wijk, 2000).

export interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** @param values positive, the largest first */
export function squarify(values: number[], width: number, height: number): Place[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  const areas = values.map((value) => (value / total) * width * height);
  const places: Place[] = [];
  let free: Place = { x: 0, y: 0, width, height };
  for (let from = 0; from < areas.length; ) {
    const side = Math.min(free.width, free.height);
    let to = from + 1;
    while (to < areas.length && worst(areas.slice(from, to + 1), side) <= worst(areas.slice(from, to), side)) to++;
    const row = areas.slice(from, to);
    const depth = row.reduce((sum, area) => sum + area, 0) / side;
    const isColumn = free.width >= free.height;
    let along = 0;
    for (const area of row) {
      const length = area / depth;
      places.push(
        isColumn
          ? { x: free.x, y: free.y + along, width: depth, height: length }
          : { x: free.x + along, y: free.y, width: length, height: depth },
      );
      along += length;
    }
    free = isColumn
      ? { ...free, x: free.x + depth, width: free.width - depth }
      : { ...free, y: free.y + depth, height: free.height - depth };
    from = to;
  }
  return places;
}

/** How far the least square rectangle of a row is from a square. */
function worst(row: number[], side: number): number {
  const sum = row.reduce((total, area) => total + area, 0);
  const [largest = 0] = row;
  const smallest = row.at(-1) ?? 0;
  return Math.max((side * side * largest) / (sum * sum), (sum * sum) / (side * side * smallest));
}
