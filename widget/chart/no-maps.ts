// Stands in for Plot's projections and for d3-geo in the build, because no chart here is a map. Same names, plain x and y.
type Channels = Record<string, { value: Iterable<unknown> } | undefined>;
type Scales = Record<string, ((value: unknown) => number) | undefined>;

const none = () => undefined;

/** Plot asks whether a chart has a projection: never. */
export const hasProjection = () => false;
export const getGeometryChannels = () => [];
export { none as createProjection, none as projectionAspectRatio, none as xyProjection, none as project };

/** Positions of a mark in pixels, by its scales. */
export function applyPosition(channels: Channels, scales: Scales): Record<string, unknown> {
  const placed = ["x", "y"].map((name) => [name, place(channels[name]?.value, scales[name])] as const);
  return Object.fromEntries(placed.filter(([, values]) => values));
}

function place(values: Iterable<unknown> | undefined, scale: ((value: unknown) => number) | undefined): unknown {
  return values && scale ? Float64Array.from([...values], scale) : values;
}

// Named by modules that are bundled, called by none of them.
export { none as geoPath, none as geoGraticule10, none as geoCentroid, none as geoStream };
