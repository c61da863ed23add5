package io.github.tempera.service.telegram;

/** What may go wrong with a request, other than the request. */
enum Fault {
  /** 429 with one second to wait. */
  TOO_MANY,
  /** The connection breaks before anything is done. */
  LOST_REQUEST,
  /** It is done, but the answer never arrives. */
  LOST_ANSWER,
  /** A gateway's page in place of JSON. */
  BAD_GATEWAY,
  /** Nothing is done and no answer comes, for as long as the server is up. */
  HANGS_UNDONE,
  /** It is done, and no answer comes for as long as the server is up. */
  HANGS_DONE
}
