// Of two versions of a line the one with more changes stands; on a tie the device's name decides. As on the server.
export function newer(sent, kept) {
  return sent.changes !== kept.changes ? sent.changes > kept.changes : sent.device > kept.device;
}

// What the server says of a line it has: the version that stands here. Its photo is not sent back, so keep our own.
export function taken(theirs, ours) {
  if (!ours) return { ...theirs, arrived: theirs.changes };
  if (newer(theirs, ours)) return { ...ours, ...theirs, photo: theirs.gone ? "" : ours.photo, arrived: theirs.changes };
  return newer(ours, theirs) ? ours : { ...ours, arrived: theirs.changes };
}

// Lines that have not arrived in this version.
export function waiting(lines) {
  return lines.filter((line) => line.arrived !== line.changes);
}

export function sums(lines) {
  const found = new Map();
  for (const { kind, gone, text, count } of lines) {
    if (kind === "counted" && !gone) found.set(text, (found.get(text) ?? 0) + count);
  }
  return found;
}
