package io.github.tempera.internal.container;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An XMP packet, of which only the orientation matters here. */
final class Xmp {
  private static final QName ORIENTATION =
      new QName("http://ns.adobe.com/tiff/1.0/", "Orientation");

  private Xmp() {}

  /** 1 to 8, or {@link Exif#NOT_SAID} where the packet does not tell or is damaged. */
  static int orientation(byte[] packet) {
    // Most packets do not tell, and an XML parser takes its time to load.
    String text = new String(packet, StandardCharsets.UTF_8);
    if (!text.contains("Orientation")) {
      return Exif.NOT_SAID;
    }
    try {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamReader.START_ELEMENT) {
          String value =
              xml.getName().equals(ORIENTATION)
                  ? xml.getElementText()
                  : xml.getAttributeValue(
                      ORIENTATION.getNamespaceURI(), ORIENTATION.getLocalPart());
          if (value != null && value.strip().matches("[1-8]")) {
            return Integer.parseInt(value.strip());
          }
        }
      }
    } catch (XMLStreamException | RuntimeException e) {
      // Damaged metadata counts as absent, with whatever exception the parser meets it.
    }
    return Exif.NOT_SAID;
  }
}
