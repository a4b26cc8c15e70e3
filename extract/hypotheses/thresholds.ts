/** A block is read when its score is above 0; below that, and above these scores, it gives a notice. */
export const greyBand = { table: -2, line: -1.5 }

/** A block with fewer rows or lines that look like ports gives no notice. */
export const leastPortLike = 2
