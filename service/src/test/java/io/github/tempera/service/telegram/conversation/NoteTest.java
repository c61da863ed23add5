package io.github.tempera.service.telegram.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tempera.image.PreserveColor;
import io.github.tempera.service.catalogue.PresetStyle;
import io.github.tempera.service.painting.Order;
import io.github.tempera.service.painting.OrderedStyle;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said under a painting, over the styles and while one waits. */
class NoteTest {
  private static final Received PHOTO = new Received("a".repeat(64), 1280, 960, false);
  private static final Received FILE = new Received("c".repeat(64), 4000, 3000, true);
  private static final Texts ENGLISH = Texts.of("en");
  private static final Menu MENU = menu("woodcut", "mine");
  private static final Order IN_WOODCUT =
      Order.of(PHOTO.hash(), OrderedStyle.preset("woodcut")).withSize(768);

  private static Menu menu(String... ids) {
    return new Menu(
        List.of(ids).stream()
            .map(id -> new PresetStyle(id, "The " + id, new byte[0], "image/png", new byte[0]))
            .toList());
  }

  private static Work work(Received content, Order order, Received... styles) {
    return new Work("w1", 7, 7, "en", 11, content, List.of(styles), order);
  }

  private static List<String> labels(Note note) {
    return note.keys().stream().flatMap(List::stream).map(Key::label).toList();
  }

  private static Note result(Work work) {
    return Note.result(work, MENU, ENGLISH);
  }

  @Test
  void aResultTellsWhatItIs() {
    assertThat(result(work(PHOTO, IN_WOODCUT)).text()).isEqualTo("The woodcut");
    assertThat(
            result(work(PHOTO, IN_WOODCUT.withOptions(IN_WOODCUT.options().withAlpha(0.6)))).text())
        .isEqualTo("The woodcut · strength 60 %");
    Order own =
        Order.of(PHOTO.hash(), OrderedStyle.picture("b".repeat(64)))
            .withSize(768)
            .withOptions(IN_WOODCUT.options().withPreserveColor(PreserveColor.LUMINANCE));
    assertThat(result(work(PHOTO, own, FILE)).text()).isEqualTo("own colours");
    assertThat(Note.result(work(PHOTO, IN_WOODCUT), MENU, Texts.of("ru")).text())
        .isEqualTo("Гравюра");
    Order gone = Order.of(PHOTO.hash(), OrderedStyle.preset("sold-out")).withSize(768);
    assertThat(result(work(PHOTO, gone)).text()).isEqualTo("sold-out");
  }

  @Test
  void aPhotoInFullResolutionTellsHowToGetMore() {
    assertThat(result(work(PHOTO, IN_WOODCUT.withSize(0))).text())
        .startsWith("The woodcut\n")
        .contains("1280 × 960", "send the photo as a file");
    assertThat(result(work(FILE, IN_WOODCUT.withSize(0))).text()).isEqualTo("The woodcut");
  }

  @Test
  void underAResultStandsWhatElseCanBeMadeOfIt() {
    Note note = result(work(PHOTO, IN_WOODCUT));
    assertThat(note.kind()).isEqualTo(Note.Kind.RESULT);
    assertThat(note.replyTo()).isEqualTo(11);
    assertThat(note.workOrThrow()).isEqualTo("w1");
    assertThat(labels(note))
        .containsExactly(
            "− Weaker",
            "+ Stronger",
            "Finer strokes",
            "Coarser strokes",
            "Keep colours",
            "Another style",
            "Full resolution");
    assertThat(labels(result(work(PHOTO, IN_WOODCUT, FILE)))).contains("Swap roles");
    assertThat(labels(result(work(PHOTO, IN_WOODCUT, FILE, FILE)))).doesNotContain("Swap roles");
    assertThat(labels(result(work(FILE, IN_WOODCUT.withSize(0)))))
        .doesNotContain("Full resolution");
    Order kept =
        IN_WOODCUT.withOptions(IN_WOODCUT.options().withPreserveColor(PreserveColor.LUMINANCE));
    assertThat(labels(result(work(PHOTO, kept))))
        .contains("Style’s colours")
        .doesNotContain("Keep colours");
    assertThat(labels(Note.result(work(PHOTO, IN_WOODCUT), MENU, Texts.of("ru"))))
        .contains("− Слабее", "Другой стиль");
  }

  @Test
  void aTicketCanBeCalledOffAndIsTakenAway() {
    Work work = work(PHOTO, IN_WOODCUT);
    Note ticket = Note.ticket(work, "half done", ENGLISH);
    assertThat(ticket.text()).isEqualTo("half done");
    assertThat(ticket.keys().get(0).get(0).data())
        .isEqualTo(new Button(Button.Action.CANCEL, "w1").data());
    assertThat(Note.ticketOff(work).workOrThrow()).isEqualTo("w1");
  }

  @Test
  void theStylesStandInRowsOfThreeAndInPages() {
    Work draft = new Work("d1", 7, 7, "en", 11, PHOTO, List.of(), null);
    Note few = Note.menu(draft, MENU, ENGLISH);
    assertThat(few.kind()).isEqualTo(Note.Kind.MENU);
    assertThat(labels(few)).containsExactly("The woodcut", "The mine");

    String[] ids = IntStream.range(0, 14).mapToObj(i -> "s" + i).toArray(String[]::new);
    Menu many = menu(ids);
    List<List<Key>> first = many.keys(draft, 0, ENGLISH);
    assertThat(first.stream().map(List::size)).containsExactly(3, 3, 3, 3, 2);
    assertThat(first.get(4)).extracting(Key::data).containsExactly("g:d1:1", "g:d1:1");
    assertThat(many.keys(draft, 1, ENGLISH).get(0)).extracting(Key::label).hasSize(2);
    assertThat(many.page(2)).isZero();
    assertThat(many.page(-1)).isEqualTo(1);
    for (String id : ids) {
      assertThat(many.presetOf(Menu.key(id))).contains(id);
    }
    assertThat(many.presetOf("other")).isEmpty();
  }

  @Test
  void whereThereIsNoStyleToChooseItSaysSo() {
    Work draft = new Work("d1", 7, 7, "en", 11, PHOTO, List.of(), null);
    Note note = Note.menu(draft, menu(), ENGLISH);
    assertThat(note.kind()).isEqualTo(Note.Kind.TEXT);
    assertThat(note.text()).isEqualTo(ENGLISH.get("menu.none"));
  }
}
