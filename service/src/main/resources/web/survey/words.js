// What the page says. A language is one more entry here.
const languages = {
  en: {
    intro: "A computer program painted photographs in the manner of other pictures. How well did it do?",
    task: (n) => `You will see ${n} ${n === 1 ? "painting" : "paintings"}, one at a time, each beside the photograph and the style. Give each 1 to 10. It takes about ${minutes(n)} ${minutes(n) === 1 ? "minute" : "minutes"}.`,
    privacy: "No name is asked and nothing about you is stored: only your ratings, each as you give it.",
    begin: "Begin",
    heading: (i, n) => `Painting ${i} of ${n}`,
    count: (i, n) => `${i} / ${n}`,
    progress: "Rated",
    result: "Painting",
    content: "Photograph",
    style: "Style",
    resultAlt: "The painting to be rated",
    contentAlt: "The photograph it was made of",
    styleAlt: "The picture whose style it has",
    enlarge: (what) => `Enlarge: ${what}`,
    shrink: "Close the enlarged picture",
    question: "How good is this painting of the photograph in this style?",
    worst: "1: very poor",
    best: "10: excellent",
    rating: (n) => (n === 1 ? "1, very poor" : n === 10 ? "10, excellent" : String(n)),
    back: "Back",
    next: "Next",
    keys: "Keys 1 to 9, and 0 for 10",
    thanks: "Thank you!",
    stored: "All your ratings are stored. You can close this page.",
    review: "Look at my ratings again",
    none: "There is no such survey. Please check the link.",
    closed: "This survey is closed. Thank you for your interest!",
    broken: "The survey cannot be reached just now.",
    again: "Try again",
    retrying: "Your rating is not stored yet. Trying again…",
    unsaved: "Your rating could not be stored. Please check your connection and choose it again.",
    unseen: "This picture did not load.",
  },
  ru: {
    intro: "Программа нарисовала фотографии в манере других картин. Хорошо ли получилось?",
    task: (n) => `Вы увидите ${n} ${plural(n, "картину", "картины", "картин")}, по одной, каждую рядом с фотографией и стилем. Оцените каждую от 1 до 10. Это займёт около ${minutes(n)} ${plural(minutes(n), "минуты", "минут", "минут")}.`,
    privacy: "Имя не спрашивается, и о вас ничего не сохраняется: только оценки, каждая сразу.",
    begin: "Начать",
    heading: (i, n) => `Картина ${i} из ${n}`,
    count: (i, n) => `${i} / ${n}`,
    progress: "Оценено",
    result: "Картина",
    content: "Фотография",
    style: "Стиль",
    resultAlt: "Картина, которую нужно оценить",
    contentAlt: "Фотография, по которой она сделана",
    styleAlt: "Изображение, стиль которого она взяла",
    enlarge: (what) => `Увеличить: ${what}`,
    shrink: "Закрыть увеличенное изображение",
    question: "Насколько хороша эта картина по фотографии в этом стиле?",
    worst: "1: очень плохо",
    best: "10: отлично",
    rating: (n) => (n === 1 ? "1, очень плохо" : n === 10 ? "10, отлично" : String(n)),
    back: "Назад",
    next: "Дальше",
    keys: "Клавиши 1–9, а 0 значит 10",
    thanks: "Спасибо!",
    stored: "Все ваши оценки сохранены. Страницу можно закрыть.",
    review: "Посмотреть мои оценки ещё раз",
    none: "Такого опроса нет. Проверьте, пожалуйста, ссылку.",
    closed: "Опрос закрыт. Спасибо за интерес!",
    broken: "Опрос сейчас недоступен.",
    again: "Попробовать ещё раз",
    retrying: "Оценка ещё не сохранена. Пробуем снова…",
    unsaved: "Оценку не удалось сохранить. Проверьте соединение и выберите её ещё раз.",
    unseen: "Изображение не загрузилось.",
  },
};

function minutes(paintings) {
  return Math.max(1, Math.round(paintings / 6));
}

function plural(n, one, few, many) {
  return { one, few }[new Intl.PluralRules("ru").select(n)] ?? many;
}

export const language =
  navigator.languages.map((tag) => tag.split("-")[0]).find((tag) => tag in languages) ?? "en";

export const words = languages[language];
