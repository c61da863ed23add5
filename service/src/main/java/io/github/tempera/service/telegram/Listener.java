package io.github.tempera.service.telegram;

import io.github.tempera.service.store.PictureStore;
import io.github.tempera.service.telegram.Inbox.Unit;
import io.github.tempera.service.telegram.Incoming.Kind;
import io.github.tempera.service.telegram.conversation.Button;
import io.github.tempera.service.telegram.conversation.Heard;
import io.github.tempera.service.telegram.conversation.Received;
import io.github.tempera.service.telegram.conversation.Work;
import io.github.tempera.service.telegram.show.CallFailed;
import io.github.tempera.service.telegram.show.Works;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes out what is meant by what came in: fetches its pictures, finds what it refers to. */
final class Listener {
  private final Works works;
  private final PictureStore pictures;
  private final Fetcher fetcher;
  private final Duration staleAfter;
  private final Clock clock;

  Listener(Works works, PictureStore pictures, Fetcher fetcher, Duration staleAfter, Clock clock) {
    this.works = works;
    this.pictures = pictures;
    this.fetcher = fetcher;
    this.staleAfter = staleAfter;
    this.clock = clock;
  }

  /**
   * What a unit means.
   *
   * @throws NotUsable if a picture is none, or too large
   * @throws CallFailed if a picture cannot be fetched now
   */
  Heard hear(Unit unit) throws NotUsable {
    Incoming first = unit.first();
    long now = clock.millis() / 1000;
    if (first.date() > 0 && now - first.date() > staleAfter.toSeconds()) {
      return new Heard.Stale(now);
    }
    if (first.kind() == Kind.PRESS) {
      return press(first);
    }
    List<Attachment> sent =
        unit.parts().stream().flatMap(part -> part.pictures().stream()).toList();
    if (!sent.isEmpty()) {
      return new Heard.Pictures(repliedTo(first), fetch(sent));
    }
    return switch (first.kind()) {
      case COMMAND -> command(first);
      case TEXT -> talk(first);
      default -> new Heard.Unusable(first.word());
    };
  }

  private Heard press(Incoming press) {
    Optional<Button> button = Button.parse(press.word());
    Optional<Work> work =
        button.flatMap(it -> works.get(it.work())).filter(it -> it.chat() == press.chat());
    boolean needed = button.map(it -> it.action() != Button.Action.CANCEL).orElse(false);
    if (needed) {
      work = work.filter(this::isThere);
    }
    return new Heard.Press(button.orElse(null), work.orElse(null));
  }

  /** Whether the pictures of a work are still kept; if so, their time begins anew. */
  boolean isThere(Work work) {
    boolean there = pictures.renew(work.content().hash());
    for (Received style : work.styles()) {
      there &= pictures.renew(style.hash());
    }
    return there;
  }

  private Heard command(Incoming first) throws NotUsable {
    if (first.word().equals("paint")) {
      Received content = repliedTo(first);
      if (content != null) {
        return new Heard.Pictures(content, List.of());
      }
    }
    return new Heard.Command(first.word());
  }

  /** Words in reply to someone's picture ask for it to be painted; about the bot's they do not. */
  private Heard talk(Incoming first) throws NotUsable {
    if (!first.repliedPictures().isEmpty()
        && works.shownBy(first.chat(), first.repliedTo()).isEmpty()) {
      return new Heard.Pictures(fetcher.fetch(first.repliedPictures().get(0)), List.of());
    }
    return new Heard.Talk();
  }

  /** The picture that a message is about: of a message of the bot's, the content it shows. */
  private @Nullable Received repliedTo(Incoming first) throws NotUsable {
    Optional<Work> work = works.shownBy(first.chat(), first.repliedTo()).filter(this::isThere);
    if (work.isPresent()) {
      return work.get().content();
    }
    return first.repliedPictures().isEmpty() ? null : fetcher.fetch(first.repliedPictures().get(0));
  }

  private List<Received> fetch(List<Attachment> attachments) throws NotUsable {
    List<Received> received = new ArrayList<>();
    for (Attachment attachment : attachments) {
      received.add(fetcher.fetch(attachment));
    }
    return received;
  }
}
