// Pictures that people bring: whether they are any, their size, and smaller copies of them.

import { Problem } from "./api.js";
import { scaled } from "./sizes.js";

/** @import { Limits } from "./api.js" */
/** @import { Size } from "./sizes.js" */
/** @import { Photo } from "./state.js" */

const PICTURE_NAME = /\.(jpe?g|png|webp|gif|bmp|tiff?|heic|heif|avif|psd)$/i;
/** What a photo leaves of a request for the styles and masks beside it. */
const PART_OF_BODY = 0.95;
const JPEG_QUALITY = 0.92;

/**
 * Refuses a file that is no picture, or too large a one.
 *
 * @param {Pick<File, "name" | "type" | "size">} file
 * @param {Pick<Limits, "pictureBytes" | "bodyBytes">} limits
 */
export function checkFile({ name, type, size }, limits) {
  if (!type.startsWith("image/") && !PICTURE_NAME.test(name)) {
    throw new Problem("This is not a picture. Choose a JPEG, PNG or WebP file.");
  }
  const most = Math.min(limits.pictureBytes, limits.bodyBytes * PART_OF_BODY);
  if (size > most) {
    throw new Problem(
      `This picture has ${Math.ceil(size / 1e6)} MB; at most ${Math.floor(most / 1e6)} MB can be taken. Make it smaller first.`,
    );
  }
}

/**
 * @param {Size} size
 * @param {Pick<Limits, "picturePixels">} limits
 */
export function checkPixels({ width, height }, { picturePixels }) {
  if (width * height > picturePixels) {
    throw new Problem(
      `This picture has ${millions(width * height)} million pixels; at most ${millions(picturePixels)} million can be painted. Make it smaller first.`,
    );
  }
}

/** @param {number} pixels */
function millions(pixels) {
  return Math.round(pixels / 1e6);
}

/**
 * A picture that the browser can show, within the service's limits.
 *
 * @param {File} file
 * @param {Limits} limits
 * @returns {Promise<Photo>}
 */
export async function open(file, limits) {
  checkFile(file, limits);
  const url = URL.createObjectURL(file);
  try {
    const image = await decoded(url);
    const { naturalWidth: width, naturalHeight: height } = image;
    checkPixels({ width, height }, limits);
    return { blob: file, name: file.name || "Pasted picture", url, image, width, height };
  } catch (error) {
    URL.revokeObjectURL(url);
    throw error;
  }
}

/** @param {string} url */
async function decoded(url) {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch {
    throw new Problem(
      "This picture cannot be shown here. It may be damaged, or of a kind that your browser does not know: choose a JPEG, PNG or WebP file.",
    );
  }
  return image;
}

/**
 * A copy whose short side has at most so many pixels; the picture itself where it is no larger.
 *
 * @param {Photo} picture
 * @param {number} shortSide
 */
export async function shrunk(picture, shortSide) {
  const scale = shortSide / Math.min(picture.width, picture.height);
  if (scale >= 1) {
    return picture.blob;
  }
  const canvas = canvasOf(scaled(picture, scale));
  const context = contextOf(canvas);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture.image, 0, 0, canvas.width, canvas.height);
  // What may be transparent stays so.
  return toBlob(canvas, picture.blob.type === "image/jpeg" ? "image/jpeg" : "image/png");
}

/**
 * The middle of a picture as a square.
 *
 * @param {Photo} picture
 * @param {number} side
 */
export async function square({ image, width, height }, side) {
  const least = Math.min(width, height);
  const canvas = canvasOf({ width: side, height: side });
  const left = (width - least) / 2;
  const top = (height - least) / 2;
  contextOf(canvas).drawImage(image, left, top, least, least, 0, 0, side, side);
  return toBlob(canvas, "image/jpeg");
}

/** @param {Size} size */
export function canvasOf({ width, height }) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2DSettings} [settings]
 */
export function contextOf(canvas, settings) {
  const context = canvas.getContext("2d", settings);
  if (!context) {
    throw outOfMemory();
  }
  return context;
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {"image/jpeg" | "image/png"} type
 * @returns {Promise<Blob>}
 */
export function toBlob(canvas, type) {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(outOfMemory())), type, JPEG_QUALITY);
  });
}

function outOfMemory() {
  return new Problem("Your browser ran out of memory. Choose a smaller picture.");
}
