// Pictures that people bring: whether they are any, their size, and smaller copies of them.

import { Problem } from "./api.js";

const SAMPLE_NAME = /\.(jpe?g|png|webp|gif|bmp|tiff?|heic|heif|avif|psd)$/i;

export function isPicture(file) {
  return file.type.startsWith("image/") || SAMPLE_NAME.test(file.name ?? "");
}

/** A picture that the browser can show, within the service's limits. */
export async function open(file, limits) {
  if (!isPicture(file)) {
    throw new Problem("This is not a picture. Choose a JPEG, PNG or WebP file.");
  }
  if (limits && file.size > Math.min(limits.pictureBytes, limits.bodyBytes * 0.95)) {
    const most = Math.floor(Math.min(limits.pictureBytes, limits.bodyBytes * 0.95) / 1e6);
    throw new Problem(`This picture has ${Math.ceil(file.size / 1e6)} MB; at most ${most} MB can be taken. Make it smaller first.`);
  }
  const url = URL.createObjectURL(file);
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch {
    URL.revokeObjectURL(url);
    throw new Problem("This picture cannot be shown here. It may be damaged, or of a kind that your browser does not know: choose a JPEG, PNG or WebP file.");
  }
  const width = image.naturalWidth;
  const height = image.naturalHeight;
  if (limits && width * height > limits.picturePixels) {
    URL.revokeObjectURL(url);
    throw new Problem(`This picture has ${Math.round((width * height) / 1e6)} million pixels; at most ${Math.round(limits.picturePixels / 1e6)} million can be painted. Make it smaller first.`);
  }
  return { blob: file, name: file.name || "Pasted picture", url, image, width, height };
}

/** A copy whose short side has at most so many pixels; the picture itself where it is no larger. */
export async function shrunk(picture, shortSide) {
  const scale = shortSide / Math.min(picture.width, picture.height);
  if (scale >= 1) {
    return picture.blob;
  }
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(picture.image, 0, 0, canvas.width, canvas.height);
  // What may be transparent stays so.
  const type = picture.blob.type === "image/jpeg" ? "image/jpeg" : "image/png";
  return toBlob(canvas, type);
}

export function toBlob(canvas, type) {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Problem("Your browser ran out of memory. Choose a smaller picture."))),
      type,
      0.92,
    );
  });
}
