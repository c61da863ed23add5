package io.github.tempera.samples.scenes;

import io.github.tempera.samples.drawing.Canvas;
import io.github.tempera.samples.drawing.Maths;
import io.github.tempera.samples.drawing.Noise;
import io.github.tempera.samples.drawing.Vec;
import io.github.tempera.samples.render.Bvh;
import io.github.tempera.samples.render.Darkroom;
import io.github.tempera.samples.render.Material;
import io.github.tempera.samples.render.Mesh;
import io.github.tempera.samples.render.Surface;
import io.github.tempera.samples.render.Tracer;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/** A small harbour in late light, ray traced: boats, a quay with houses, hills and clouds. */
public final class Harbour {
  private static final int WIDTH = 768;
  private static final int HEIGHT = 512;
  private static final Vec SUN = new Vec(-0.66, 0.27, 0.52).unit();
  private static final Vec SUNLIGHT = new Vec(5.4, 3.1, 1.45);
  private static final Tracer.View VIEW =
      new Tracer.View(new Vec(2, 5.2, 4), new Vec(3.5, 5.2, -60), 0.60, 0.035);

  private final Mesh mesh = new Mesh();
  private final SplittableRandom random = new SplittableRandom(1888);
  private final Noise noise = new Noise(33);
  private final Facade facade = new Facade(mesh, random, 0.12);
  private final Material water = this::waterAt;

  private Harbour() {}

  /** The photograph. */
  public static BufferedImage paint() {
    Harbour harbour = new Harbour();
    Bvh world = harbour.build();
    Canvas light = new Tracer(world, new Evening()).render(WIDTH, HEIGHT, VIEW);
    return Darkroom.develop(light, 0.62, 0.10, 4);
  }

  /** White where the photograph shows the sky, with soft edges. */
  public static BufferedImage skyMask() {
    return mask(new Harbour().build(), primitive -> primitive < 0);
  }

  /** White where the photograph shows water. */
  public static BufferedImage waterMask() {
    Harbour harbour = new Harbour();
    Bvh world = harbour.build();
    return mask(
        world, primitive -> primitive >= 0 && world.material(primitive).equals(harbour.water));
  }

  private static BufferedImage mask(Bvh world, IntPredicate wanted) {
    Canvas share = Tracer.coverage(world, WIDTH, HEIGHT, VIEW, wanted);
    Canvas soft = share.blurred(2);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int level = (int) Math.round(255 * Maths.clamp(soft.get(x, y).x()));
        image.getRaster().setSample(x, y, 0, level);
      }
    }
    return image;
  }

  private Bvh build() {
    mesh.panel(new Vec(-900, 0, 40), new Vec(1800, 0, 0), new Vec(0, 0, -900), water);
    hills();
    quay(new Vec(-27, 0, -14), new Vec(-15.5, 0, -84), 6);
    quay(new Vec(-15.5, 0, -84), new Vec(75, 0, -98), -3);
    church();
    boats();
    return mesh.build();
  }

  /** A quay wall with two rows of houses, the first of which begins at {@code start}. */
  private void quay(Vec from, Vec to, double start) {
    Vec u = to.sub(from).unit();
    Vec across = u.cross(Vec.UP);
    Vec n = across.dot(new Vec(5, 0, 10)) < 0 ? across.mul(-1) : across;
    double length = to.sub(from).length();
    Material stone = stone(u);
    mesh.block(from.plus(n, -30), u.mul(length), n.mul(30), Vec.UP.mul(1.7), stone);
    mesh.block(
        from.plus(n, -0.5).add(0, 1.7, 0), u.mul(length), n.mul(0.6), Vec.UP.mul(0.16), stone);
    furnish(from, u, n, length);
    int[] walls = {
      0xd9a15b, 0xe6cfa0, 0xb5553c, 0xe9dfc9, 0x9fb0a8, 0xcf8f6a, 0xd8b56a, 0xa8bccb, 0xc4705a,
      0xf0e6d2
    };
    double along = start;
    while (along < length - 4) {
      double width = random.nextDouble(5.2, 8.6);
      int rows = 2 + random.nextInt(3);
      double height = 3.0 + rows * random.nextDouble(2.6, 3.0);
      Vec foot = from.plus(u, along).plus(n, -7 - random.nextDouble(0.5)).add(0, 1.7, 0);
      int wall = Maths.pick(random, walls);
      house(new Facade.Wall(foot, u, n, width, height), rows, wall);
      Vec up = foot.plus(n, -17).add(random.nextDouble(-2, 2), 1.5 + random.nextDouble(3.0), 0);
      int behind = Maths.pick(random, walls);
      house(
          new Facade.Wall(up, u, n, width * 0.92, height * random.nextDouble(0.8, 1.2)),
          rows,
          behind);
      along += width + (random.nextInt(5) == 0 ? 1.6 : 0);
    }
  }

  private void house(Facade.Wall wall, int rows, int hex) {
    int columns = wall.width() > 6.8 ? 4 : 3;
    int[] shutters = {0x2f5d50, 0x34506e, 0x6e2f28, 0x4c5a3a};
    Material surface =
        random.nextInt(5) == 0
            ? facade.brick(0xa5553a, wall.u())
            : facade.plaster(hex, wall.u(), 0.8);
    Facade.Look look =
        new Facade.Look(
            columns, rows, 3.0, 0xe6ded0, Maths.pick(random, shutters), random.nextInt(3) > 0);
    facade.front(wall, look, surface);
    ground(wall, surface);
    Material roof = facade.tiles(Maths.pick(random, 0xa4502f, 0x8d4630, 0x6d5a52, 0xb5653c));
    boolean gable = random.nextInt(3) == 0;
    facade.body(wall, 9, random.nextDouble(2.0, 3.2), gable, surface, roof);
  }

  /** Doors, shop windows and awnings at street level. */
  private void ground(Facade.Wall wall, Material surface) {
    mesh.panel(wall.at(0, 0, 0), wall.u().mul(wall.width()), Vec.UP.mul(3), surface);
    Material door = Material.plain(Maths.pick(random, 0x3a2a20, 0x27443c, 0x5a2420, 0x2c3a52));
    Vec u = wall.u();
    mesh.block(wall.at(0.7, 0, 0), u.mul(1.1), Vec.UP.mul(2.3), wall.n().mul(0.06), door);
    boolean open = random.nextInt(2) == 0;
    Vec glow = open ? Vec.light(0xffb65c).mul(1.3) : Vec.ZERO;
    Material glass = (p, n) -> new Surface(Vec.grey(0.03), 0.1, 0.01, glow, n);
    double room = wall.width() - 3.2;
    mesh.block(wall.at(2.4, 0.7, 0), u.mul(room), Vec.UP.mul(1.7), wall.n().mul(0.05), glass);
    for (int i = 0; i <= 3; i++) {
      mesh.block(
          wall.at(2.4 + i * room / 3, 0.7, 0),
          u.mul(0.08),
          Vec.UP.mul(1.7),
          wall.n().mul(0.1),
          door);
    }
    if (random.nextInt(5) < 3) {
      Vec a = Vec.light(Maths.pick(random, 0xc23a2a, 0x2f6a66, 0xd9a63a, 0x38568a));
      Vec b = Vec.light(0xefe6d2);
      Material cloth = (p, n) -> Surface.matte(Maths.fract(p.dot(u) / 0.7) < 0.5 ? a : b, n);
      Vec top = wall.at(2.2, 2.9, 0);
      mesh.panel(top, u.mul(room + 0.4), wall.n().mul(1.5).add(0, -0.7, 0), cloth);
    }
  }

  /** Bollards, crates, people, tyres and lamps along the edge. */
  private void furnish(Vec from, Vec u, Vec n, double length) {
    Material iron = Material.plain(0x1d1c1b);
    Material lamp = (p, normal) -> Surface.lamp(Vec.light(0xffc46a).mul(5), normal);
    int[] coats = {0x28324a, 0x6a2f2a, 0x3b3a36, 0xb49a70, 0x2f4a44};
    for (double s = 2; s < length; s += 3.4) {
      Vec edge = from.plus(u, s).plus(n, -0.6).add(0, 1.7, 0);
      mesh.rod(edge, edge.add(0, 0.5, 0), 0.17, iron);
      if (random.nextInt(3) == 0) {
        Vec crate = edge.plus(n, -random.nextDouble(1, 2.2)).plus(u, random.nextDouble(1));
        double c = random.nextDouble(0.5, 0.9);
        mesh.block(crate, u.mul(c * 1.4), n.mul(-c), Vec.UP.mul(c), Material.plain(0x8a6a42));
      }
      if (random.nextInt(2) == 0) {
        Vec at = edge.plus(n, -random.nextDouble(1, 5)).plus(u, random.nextDouble(2));
        People.stand(mesh, at, random, Material.plain(Maths.pick(random, coats)));
      }
      Vec tyre = from.plus(u, s + 1.2).plus(n, 0.12).add(0, 0.9, 0);
      mesh.rod(tyre, tyre.add(0, 0.4, 0), 0.2, iron);
    }
    for (double s = 8; s < length; s += 15) {
      Vec foot = from.plus(u, s).plus(n, -1.6).add(0, 1.7, 0);
      mesh.rod(foot, foot.add(0, 4.4, 0), 0.07, iron);
      mesh.rod(foot.add(0, 4.55, 0), foot.add(0, 4.75, 0), 0.17, lamp);
      mesh.rod(foot.add(0, 5.0, 0), foot.add(0, 5.02, 0), 0.2, iron);
    }
  }

  private Material stone(Vec u) {
    return (p, n) -> {
      double row = Math.floor(p.y() / 0.42);
      double a = p.dot(u) / 1.1 + 0.5 * (row % 2) + 0.2 * noise.cell((int) row, 4);
      double joint = Math.min(Maths.fract(p.y() / 0.42) * 0.42, Maths.fract(a) * 1.1);
      double tone = 0.75 + 0.4 * noise.cell((int) Math.floor(a), (int) row);
      double rough = 1 + 0.5 * noise.fbm(p.dot(u) * 2.5, p.y() * 2.5 + p.z(), 4);
      Vec c =
          Vec.light(0x8d8474)
              .mul(n.y() > 0.5 ? 1.05 * rough : (joint < 0.04 ? 0.45 : tone) * rough);
      double weed = Maths.smooth(0.9, 0.25, p.y() + 0.35 * noise.at(p.dot(u), p.y()));
      return Surface.matte(c.mix(Vec.light(0x2c3120).mul(0.6), 0.85 * weed), n);
    };
  }

  private void church() {
    Vec foot = new Vec(24, 8, -128);
    Material wall = facade.plaster(0xd9cdb4, new Vec(1, 0, 0), 0.7);
    Material slate = facade.tiles(0x4f5f62);
    mesh.block(foot, new Vec(5, 0, 0), new Vec(0, 0, -5), new Vec(0, 17, 0), wall);
    Material dark = Material.plain(0x201d1c);
    for (int i = 0; i < 3; i++) {
      Vec slot = foot.add(1.2 + i * 0.95, 12.5, 0.02);
      mesh.block(slot, new Vec(0.55, 0, 0), new Vec(0, 0, 0.05), new Vec(0, 2.4, 0), dark);
    }
    Vec middle = foot.add(2.5, 17, -2.5);
    mesh.lathe(middle, new double[][] {{3.9, 0}, {3.0, 1.4}, {0.05, 13}}, 8, slate);
    mesh.rod(middle.add(0, 12.8, 0), middle.add(0, 15, 0), 0.1, dark);
    Vec nave = foot.add(5, -1, 0);
    facade.body(
        new Facade.Wall(nave, new Vec(1, 0, 0), new Vec(0, 0, 1), 16, 9), 8, 5, false, wall, slate);
    mesh.panel(nave, new Vec(16, 0, 0), new Vec(0, 9, 0), wall);
  }

  private void hills() {
    Material ground =
        (p, n) -> {
          double wood = noise.fbm(p.x() / 26, p.z() / 26, 5);
          double crown = noise.cells(p.x() / 5, p.z() / 7 + p.y() / 3).first();
          Vec grass =
              Vec.light(0x8d8a45)
                  .mix(Vec.light(0xb79f5c), Maths.clamp(0.5 + noise.at(p.x() / 40, p.z() / 40)));
          Vec trees = Vec.light(0x2f4527).mul(1.5 - 1.1 * crown);
          return Surface.matte(grass.mix(trees, Maths.smooth(-0.12, 0.05, wood)), n);
        };
    int nx = 150;
    int nz = 70;
    for (int i = 0; i < nx; i++) {
      for (int k = 0; k < nz; k++) {
        mesh.quad(hill(i, k), hill(i + 1, k), hill(i + 1, k + 1), hill(i, k + 1), ground);
      }
    }
  }

  private Vec hill(int i, int k) {
    double z = -112 - 3.2 * k - 0.10 * k * k;
    double x = -330 + 4.4 * i * (1 - z / 1800);
    double back = -(z + 112);
    double slope = Maths.smooth(0, 420, back);
    double crest = 0.62 + 0.38 * Math.sin(x / 95 + 2.4) + 0.6 * noise.fbm(x / 130, z / 170, 4);
    double bumps = 1.6 * noise.fbm(x / 7, z / 7, 3) * Maths.smooth(0, 30, back);
    return new Vec(x, 2 + 92 * slope * crest + 0.05 * back + bumps, z);
  }

  private void boats() {
    Boats boats = new Boats(mesh, random);
    boats.trawler(new Boats.Berth(-7.5, -27, -1.25, 11.5, 0x2a5f7e, 0xe9dfc4));
    boats.sloop(new Boats.Berth(11.5, -30, -2.75, 9.5, 0xeae3d2, 0x2d4a74));
    boats.trawler(new Boats.Berth(-9, -52, -1.4, 12, 0xa33a2a, 0xf0e2c0));
    boats.sloop(new Boats.Berth(3, -62, 0.25, 10, 0x27364c, 0xd8c9a0));
    boats.sloop(new Boats.Berth(20, -58, 2.9, 9, 0xd8cfb8, 0x7a2a24));
    boats.trawler(new Boats.Berth(14, -78, 0.1, 12.5, 0x3a6b52, 0xf0e6d0));
    boats.sloop(new Boats.Berth(33, -74, -0.3, 11, 0xf0ead8, 0x30506a));
    boats.sloop(new Boats.Berth(-5, -76, 0.35, 9, 0x7a3226, 0xe6d8b8));
    boats.dinghy(new Boats.Berth(4.2, -17.5, 0.5, 4.2, 0xc98a3a, 0x6a3a20));
    for (double z = -36; z < -20; z += 5) {
      Vec pile = new Vec(17 + random.nextDouble(1), -1, z);
      mesh.rod(
          pile, pile.add(0.15, 3.1 + random.nextDouble(0.6), 0), 0.2, Material.plain(0x4a3b2e));
    }
  }

  private Surface waterAt(Vec p, Vec n) {
    double e = 0.05;
    double h = swell(p.x(), p.z());
    double dx = (swell(p.x() + e, p.z()) - h) / e;
    double dz = (swell(p.x(), p.z() + e) - h) / e;
    Vec ripple = new Vec(-dx, 1, -dz).unit();
    Vec depth = new Vec(0.012, 0.030, 0.032);
    return Surface.glossy(depth, 0.035, 0, ripple);
  }

  private double swell(double x, double z) {
    double wind = 0.35 + 0.65 * Maths.smooth(-0.25, 0.3, noise.fbm(x / 26 + 5, z / 60, 2));
    double slow = 0.050 * noise.at(x / 2.3, z / 1.5) + 0.016 * noise.at(x / 0.9 + 4, z / 0.7);
    return wind * (slow + 0.004 * noise.at(x / 0.34, z / 0.27));
  }

  /** Low sun from behind the left shoulder, broken cumulus, warm haze over the land. */
  private static final class Evening extends Sky {
    Evening() {
      super(
          new Sky.Look(
              SUN,
              SUNLIGHT,
              new Vec(0.16, 0.32, 0.66),
              new Vec(1.05, 0.86, 0.66),
              new Vec(0.50, 0.52, 0.66),
              0.30,
              8));
    }

    @Override
    public Vec ambient(Vec direction) {
      Vec up = new Vec(0.42, 0.52, 0.74).mul(0.75 + 0.25 * direction.y());
      return direction.y() > -0.1 ? up : new Vec(0.16, 0.15, 0.14);
    }

    @Override
    public Vec haze(Vec colour, Vec origin, Vec direction, double distance) {
      double through = Math.exp(-Math.max(0, distance - 30) / 700);
      return new Vec(0.78, 0.70, 0.66).mix(colour, through);
    }
  }
}
