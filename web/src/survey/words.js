// What the page says. A language is one more entry here: `fixed` is what the page has as data-word.

/**
 * @typedef {{
 *   fixed: Record<string, string>,
 *   alt: Record<"result" | "content" | "style", string>,
 *   task: (n: number) => string,
 *   heading: (i: number, n: number) => string,
 *   count: (i: number, n: number) => string,
 *   progress: string,
 *   enlarge: (what: string) => string,
 *   shrink: string,
 *   rating: (n: number) => string,
 *   none: string,
 *   closed: string,
 *   broken: string,
 *   retrying: string,
 *   unsaved: string,
 *   unseen: string,
 * }} Words
 */

/** @type {Record<"en" | "ru", Words>} */
export const languages = {
  en: {
    fixed: {
      intro:
        "A computer program painted photographs in the manner of other pictures. How well did it do?",
      privacy:
        "No name is asked and nothing about you is stored: only your ratings, each as you give it.",
      begin: "Begin",
      result: "Painting",
      content: "Photograph",
      style: "Style",
      question: "How good is this painting of the photograph in this style?",
      worst: "1: very poor",
      best: "10: excellent",
      back: "Back",
      next: "Next",
      keys: "Keys 1 to 9, and 0 for 10",
      thanks: "Thank you!",
      stored: "All your ratings are stored. You can close this page.",
      review: "Look at my ratings again",
      again: "Try again",
    },
    alt: {
      result: "The painting to be rated",
      content: "The photograph it was made of",
      style: "The picture whose style it has",
    },
    task: (n) =>
      `You will see ${n} ${n === 1 ? "painting" : "paintings"}, one at a time, each beside the photograph and the style. Give each 1 to 10. It takes about ${minutes(n)} ${minutes(n) === 1 ? "minute" : "minutes"}.`,
    heading: (i, n) => `Painting ${i} of ${n}`,
    count: (i, n) => `${i} / ${n}`,
    progress: "Rated",
    enlarge: (what) => `Enlarge: ${what}`,
    shrink: "Close the enlarged picture",
    rating: (n) => (n === 1 ? "1, very poor" : n === 10 ? "10, excellent" : String(n)),
    none: "There is no such survey. Please check the link.",
    closed: "This survey is closed. Thank you for your interest!",
    broken: "The survey cannot be reached just now.",
    retrying: "Your rating is not stored yet. Trying again…",
    unsaved: "Your rating could not be stored. Please check your connection and choose it again.",
    unseen: "This picture did not load.",
  },
  ru: {
    fixed: {
      intro: "Программа нарисовала фотографии в манере других картин. Хорошо ли получилось?",
      privacy: "Имя не спрашивается, и о вас ничего не сохраняется: только оценки, каждая сразу.",
      begin: "Начать",
      result: "Картина",
      content: "Фотография",
      style: "Стиль",
      question: "Насколько хороша эта картина по фотографии в этом стиле?",
      worst: "1: очень плохо",
      best: "10: отлично",
      back: "Назад",
      next: "Дальше",
      keys: "Клавиши 1–9, а 0 значит 10",
      thanks: "Спасибо!",
      stored: "Все ваши оценки сохранены. Страницу можно закрыть.",
      review: "Посмотреть мои оценки ещё раз",
      again: "Попробовать ещё раз",
    },
    alt: {
      result: "Картина, которую нужно оценить",
      content: "Фотография, по которой она сделана",
      style: "Изображение, стиль которого она взяла",
    },
    task: (n) =>
      `Вы увидите ${n} ${plural(n, "картину", "картины", "картин")}, по одной, каждую рядом с фотографией и стилем. Оцените каждую от 1 до 10. Это займёт около ${minutes(n)} ${plural(minutes(n), "минуты", "минут", "минут")}.`,
    heading: (i, n) => `Картина ${i} из ${n}`,
    count: (i, n) => `${i} / ${n}`,
    progress: "Оценено",
    enlarge: (what) => `Увеличить: ${what}`,
    shrink: "Закрыть увеличенное изображение",
    rating: (n) => (n === 1 ? "1, очень плохо" : n === 10 ? "10, отлично" : String(n)),
    none: "Такого опроса нет. Проверьте, пожалуйста, ссылку.",
    closed: "Опрос закрыт. Спасибо за интерес!",
    broken: "Опрос сейчас недоступен.",
    retrying: "Оценка ещё не сохранена. Пробуем снова…",
    unsaved: "Оценку не удалось сохранить. Проверьте соединение и выберите её ещё раз.",
    unseen: "Изображение не загрузилось.",
  },
};

/** @param {number} paintings */
function minutes(paintings) {
  return Math.max(1, Math.round(paintings / 6));
}

/**
 * @param {number} n
 * @param {string} one
 * @param {string} few
 * @param {string} many
 */
function plural(n, one, few, many) {
  const form = new Intl.PluralRules("ru").select(n);
  return form === "one" ? one : form === "few" ? few : many;
}

/**
 * The first of the languages that somebody reads and the page speaks, or else English.
 *
 * @param {readonly string[]} tags
 */
export function languageOf(tags) {
  for (const tag of tags) {
    const [code] = tag.split("-");
    if (code === "en" || code === "ru") {
      return code;
    }
  }
  return "en";
}
