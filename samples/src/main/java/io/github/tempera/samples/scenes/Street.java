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

/** A shopping street after rain, against low sun: wet cobbles, awnings, lamps, trees, people. */
public final class Street {
  private static final int WIDTH = 768;
  private static final int HEIGHT = 512;
  private static final Vec SUN = new Vec(-0.20, 0.20, -1).unit();
  private static final Vec SUNLIGHT = new Vec(6.6, 3.7, 1.7);
  private static final Vec AHEAD = new Vec(0, 0, -1);

  /** From the middle of the street to the houses, and to the kerb. */
  private static final double HALF = 6.6;

  private static final double KERB = 3.9;

  /** How high the shops are. */
  private static final double GROUND = 4.1;

  private final Mesh mesh = new Mesh();
  private final SplittableRandom random = new SplittableRandom(1877);
  private final Noise noise = new Noise(14);
  private final Facade facade = new Facade(mesh, random, 0.22);

  private Street() {}

  /** The photograph. */
  public static BufferedImage paint() {
    Street street = new Street();
    Bvh world = street.build();
    Tracer.View view = new Tracer.View(new Vec(0.9, 1.75, 5), new Vec(0.1, 2.35, -40), 0.78, 0.06);
    Canvas light = new Tracer(world, new Dusk()).render(WIDTH, HEIGHT, view);
    return Darkroom.develop(light, 0.60, 0.16, 6);
  }

  private Bvh build() {
    mesh.panel(new Vec(-60, 0, 12), new Vec(120, 0, 0), new Vec(0, 0, -400), this::cobbles);
    for (int side = -1; side <= 1; side += 2) {
      Vec kerb = new Vec(side * KERB, 0, 12);
      Vec out = new Vec(side * 3.0, 0, 0);
      mesh.block(kerb, out, new Vec(0, 0, -150), Vec.UP.mul(0.13), this::paving);
      row(side);
      furnish(side);
    }
    ending();
    crowd();
    return mesh.build();
  }

  private Surface cobbles(Vec p, Vec n) {
    double row = Math.floor(p.z() / 0.17);
    double arc = p.x() + 0.05 * Math.sin(p.z() * 1.3);
    double a = arc / 0.24 + 0.5 * (row % 2);
    double u = Maths.fract(a) - 0.5;
    double v = Maths.fract(p.z() / 0.17) - 0.5;
    double tone = 0.6 + 0.6 * noise.cell((int) Math.floor(a), (int) row);
    double puddle = Maths.smooth(0.02, 0.16, noise.fbm(p.x() * 0.55, p.z() * 0.28, 4));
    double joint = Maths.smooth(0.5, 0.36, Math.max(Math.abs(u), Math.abs(v)));
    double bump = 1 - puddle;
    Vec stone = Vec.light(0x5c5a58).mul(tone * (0.35 + 0.65 * joint));
    double wob = 0.05 * noise.at(p.x() * 5, p.z() * 5);
    double ring = 0.010 * noise.at(p.x() * 2.2, p.z() * 1.4);
    Vec normal =
        n.add(
                bump * (0.30 * u * u * u * 4 + wob) + ring,
                0,
                bump * (0.34 * v * v * v * 4 + wob) + ring)
            .unit();
    double mirror = Maths.lerp(0.030 * (0.4 + 0.6 * joint), 0.07, puddle);
    return Surface.glossy(stone.mul(1 - 0.75 * puddle), mirror, 0.05 * bump, normal);
  }

  private Surface paving(Vec p, Vec n) {
    double a = p.x() / 0.75;
    double b = p.z() / 1.1 + 0.5 * (Math.floor(a) % 2);
    double joint = Math.min(Maths.fract(a), Maths.fract(b)) < 0.03 ? 0.4 : 1;
    double tone = 0.8 + 0.3 * noise.cell((int) Math.floor(a), (int) Math.floor(b));
    double wet = Maths.smooth(-0.15, 0.2, noise.fbm(p.x() * 0.8, p.z() * 0.5, 3));
    Vec stone = Vec.light(0x8b847b).mul(joint * tone * (1 - 0.55 * wet));
    Vec normal =
        n.add(0.02 * noise.at(p.x() * 4, p.z() * 4), 0, 0.02 * noise.at(p.z() * 4, p.x())).unit();
    return Surface.glossy(stone, 0.008 + 0.03 * wet, 0.05 - 0.03 * wet, normal);
  }

  /** The houses of one side: -1 is the left, 1 the right. */
  private void row(int side) {
    int[] walls = {0xd8c8a8, 0xc9b08a, 0xe2d8c4, 0xb9a58c, 0xcfae8e, 0xbfc0b4, 0xd6b78a};
    Vec n = new Vec(-side, 0, 0);
    double z = 9;
    while (z > -120) {
      double width = random.nextDouble(6.5, 10);
      int rows = 3 + random.nextInt(2);
      double height = GROUND + rows * random.nextDouble(2.9, 3.2);
      Facade.Wall wall =
          new Facade.Wall(new Vec(side * HALF, 0, z), AHEAD, n, width - 0.04, height);
      int hex = Maths.pick(random, walls);
      Material surface =
          random.nextInt(3) == 0 ? facade.brick(0x9a4f38, AHEAD) : facade.plaster(hex, AHEAD, 0.7);
      int columns = (int) Math.round(width / 2.1);
      Facade.Look look =
          new Facade.Look(columns, rows, GROUND, 0xd9d0c0, 0x3c4c48, random.nextInt(4) == 0);
      facade.front(wall, look, surface);
      Material roof = facade.tiles(random.nextBoolean() ? 0x59616a : 0x7d4a3a);
      facade.body(wall, 10, random.nextDouble(2.2, 3.4), random.nextInt(4) == 0, surface, roof);
      shop(wall, surface);
      for (int row = 0; row < rows; row++) {
        if (random.nextInt(3) == 0) {
          balcony(wall, GROUND + row * (height - GROUND) / rows + 0.45);
        }
      }
      z -= width;
    }
  }

  private void shop(Facade.Wall wall, Material surface) {
    Vec u = wall.u();
    mesh.panel(wall.at(0, 0, 0), u.mul(wall.width()), Vec.UP.mul(GROUND), surface);
    int[] woods = {0x24382f, 0x4a211c, 0x1f2a40, 0x3a2a1c, 0x2b2b2b};
    Material wood = Material.plain(Maths.pick(random, woods));
    mesh.block(
        wall.at(0.3, 0, 0), u.mul(wall.width() - 0.6), Vec.UP.mul(0.55), wall.n().mul(0.12), wood);
    mesh.block(
        wall.at(0.3, 3.0, 0), u.mul(wall.width() - 0.6), Vec.UP.mul(0.6), wall.n().mul(0.2), wood);
    Vec warm =
        Vec.light(random.nextInt(4) == 0 ? 0xffe2b0 : 0xffac55).mul(random.nextDouble(1.2, 3.2));
    double phase = random.nextDouble(90);
    Material inside =
        (p, n) -> {
          double shelf = Maths.fract(p.y() / 0.62) < 0.12 ? 0.25 : 1;
          double goods =
              noise.fbm(p.z() * 3.1 + phase, Math.floor(p.y() / 0.62) * 5 + p.y() * 1.4, 3);
          double lit = shelf * Math.max(0.08, 0.55 + 1.2 * goods) * (0.4 + 0.25 * p.y());
          return new Surface(Vec.grey(0.03), 0.05, 0.004, warm.mul(lit), n);
        };
    mesh.panel(wall.at(0.3, 0.55, 0.04), u.mul(wall.width() - 0.6), Vec.UP.mul(2.45), inside);
    int posts = (int) Math.max(3, wall.width() / 1.5);
    for (int i = 0; i <= posts; i++) {
      Vec post = wall.at(0.3 + i * (wall.width() - 0.75) / posts, 0, 0);
      mesh.block(post, u.mul(0.14), Vec.UP.mul(3.1), wall.n().mul(0.15), wood);
    }
    if (random.nextInt(5) < 4) {
      awning(wall);
    }
    if (random.nextInt(3) > 0) {
      Vec sign = wall.at(random.nextDouble(1, wall.width() - 1), 3.9, 0.25);
      Material board = Material.plain(Maths.pick(random, 0x7a1f1a, 0x1d4a3c, 0xc9962f));
      mesh.block(sign, wall.n().mul(0.8), Vec.UP.mul(0.75), u.mul(0.07), board);
      mesh.rod(
          sign.add(0, 0.85, 0).plus(wall.n(), -0.25),
          sign.add(0, 0.85, 0).plus(wall.n(), 0.9),
          0.025,
          Material.plain(0x161616));
    }
  }

  private void awning(Facade.Wall wall) {
    Vec a = Vec.light(Maths.pick(random, 0xb3261e, 0x1f5a48, 0xc98a1e, 0x2b4a86, 0x7a2a4a));
    Vec b = random.nextBoolean() ? Vec.light(0xeee4cf) : a.mul(0.8);
    Material cloth = (p, n) -> Surface.matte(Maths.fract(p.z() / 0.56) < 0.5 ? a : b, n);
    double from = random.nextDouble(0.2, 0.8);
    double wide = wall.width() - from - random.nextDouble(0.3, 1.2);
    Vec top = wall.at(from, 3.55, 0.05);
    Vec fall = wall.n().mul(1.7).add(0, -0.85, 0);
    mesh.panel(top, wall.u().mul(wide), fall, cloth);
    int scallops = (int) (wide / 0.28);
    for (int i = 0; i < scallops; i++) {
      Vec p = top.add(fall).plus(wall.u(), i * wide / scallops);
      Vec q = p.plus(wall.u(), wide / scallops);
      mesh.triangle(p, q, p.mix(q, 0.5).add(0, -0.34, 0), cloth);
      mesh.triangle(p, q, p.mix(q, 0.5).add(0, -0.2, 0), cloth);
    }
  }

  private void balcony(Facade.Wall wall, double y) {
    Material iron = Material.plain(0x191919);
    Vec slab = wall.at(0.5, y, 0);
    double wide = wall.width() - 1;
    mesh.block(
        slab, wall.u().mul(wide), Vec.UP.mul(0.14), wall.n().mul(0.75), Material.plain(0xa89c88));
    Vec rail = wall.at(0.5, y + 1.05, 0.72);
    mesh.rod(rail, rail.plus(wall.u(), wide), 0.03, iron);
    for (double s = 0; s < wide; s += 0.22) {
      Vec foot = wall.at(0.5 + s, y + 0.14, 0.72);
      mesh.rod(foot, foot.add(0, 0.9, 0), 0.014, iron);
    }
  }

  private void furnish(int side) {
    Trees trees = new Trees(mesh, random, 0xc98a24, 0xa8641c, 0x8a8a2c, 0xd9a83a, 0x6a6a26);
    for (double z = side < 0 ? -7.5 : -13; z > -100; z -= 12.5) {
      trees.grow(new Vec(side * 4.5, 0.1, z), random.nextDouble(6.5, 8));
    }
    for (double z = side < 0 ? -2.2 : -6.5; z > -110; z -= 12.5) {
      lamp(new Vec(side * 4.2, 0.12, z));
    }
  }

  private void lamp(Vec foot) {
    Material iron = Material.plain(0x14171a);
    Material light = (p, n) -> Surface.lamp(Vec.light(0xffc878).mul(9), n);
    double[][] post = {
      {0.2, 0}, {0.2, 0.25}, {0.12, 0.35}, {0.1, 0.9}, {0.055, 1.0}, {0.045, 3.6}, {0.09, 3.7}
    };
    mesh.lathe(foot, post, 10, iron);
    mesh.lathe(foot, new double[][] {{0.1, 3.72}, {0.2, 4.2}}, 6, light);
    mesh.lathe(foot, new double[][] {{0.26, 4.2}, {0.08, 4.42}, {0.02, 4.6}}, 6, iron);
    for (int i = 0; i < 6; i++) {
      double a = 2 * Math.PI * i / 6;
      Vec low = foot.add(0.11 * Math.cos(a), 3.7, 0.11 * Math.sin(a));
      mesh.rod(low, foot.add(0.21 * Math.cos(a), 4.2, 0.21 * Math.sin(a)), 0.016, iron);
    }
  }

  /** A domed church closes the street. */
  private void ending() {
    Material stone = facade.plaster(0xb8a68a, new Vec(1, 0, 0), 0.5);
    Material lead = Material.plain(0x5f7a74);
    Vec foot = new Vec(-9, 0, -150);
    mesh.block(foot, new Vec(20, 0, 0), new Vec(0, 0, -20), Vec.UP.mul(15), stone);
    Vec drum = foot.add(10.5, 15, -8);
    mesh.lathe(drum, new double[][] {{5.4, 0}, {5.4, 5}, {6, 5.3}}, 20, stone);
    double[][] dome = new double[12][];
    for (int i = 0; i < 12; i++) {
      double a = Math.PI / 2 * i / 11;
      dome[i] = new double[] {5.5 * Math.cos(a) + 0.02, 5.3 + 7 * Math.sin(a)};
    }
    mesh.lathe(drum, dome, 24, lead);
    mesh.lathe(drum, new double[][] {{1, 12}, {1, 14.5}, {0.05, 18}}, 8, stone);
    mesh.rod(drum.add(0, 18, 0), drum.add(0, 20, 0), 0.1, lead);
    for (int side = -1; side <= 1; side += 2) {
      Vec tower = new Vec(1.5 + side * 8.2 - 1.6, 0, -149);
      mesh.block(tower, new Vec(3.2, 0, 0), new Vec(0, 0, -3.2), Vec.UP.mul(21), stone);
      mesh.lathe(
          tower.add(1.6, 21, -1.6), new double[][] {{2.2, 0}, {1.6, 2.4}, {0.05, 6.5}}, 8, lead);
    }
  }

  private void crowd() {
    int[] coats = {0x1f2430, 0x3a2622, 0x2c3430, 0x5a2a2a, 0x6a5a44, 0x20202a};
    int[] tops = {0x1b1b20, 0xa3231d, 0x22415e, 0x2a2a2a, 0xc08a2a};
    // The nearest ones are placed by hand, so that nobody hides the street.
    double[][] places = {
      {1.7, -4.2}, {-1.9, -8.2}, {-2.45, -8.5}, {4.9, -7.5}, {-4.9, -5.2}, {0.7, -15}, {1.35, -15.3}
    };
    for (int i = 0; i < 44; i++) {
      double x;
      double z;
      if (i < places.length) {
        x = places[i][0];
        z = places[i][1];
      } else {
        z = -10 - 80 * random.nextDouble();
        x =
            random.nextInt(3) == 0
                ? random.nextDouble(-3, 3)
                : (random.nextBoolean() ? 1 : -1) * random.nextDouble(4.3, 6.0);
      }
      Vec foot = new Vec(x, Math.abs(x) > KERB ? 0.13 : 0, z);
      People.stand(mesh, foot, random, Material.plain(Maths.pick(random, coats)));
      if (i % 3 == 0) {
        People.umbrella(mesh, foot, Material.plain(Maths.pick(random, tops)));
      }
    }
  }

  /** Sun just over the roofs at the far end, clearing clouds, bright mist in the street. */
  private static final class Dusk extends Sky {
    Dusk() {
      super(
          new Sky.Look(
              SUN,
              SUNLIGHT,
              new Vec(0.30, 0.42, 0.66),
              new Vec(1.25, 0.86, 0.55),
              new Vec(0.42, 0.44, 0.58),
              0.36,
              19));
    }

    @Override
    public Vec ambient(Vec direction) {
      if (direction.y() < -0.1) {
        return new Vec(0.16, 0.14, 0.13);
      }
      double toward = Maths.clamp(0.5 - 0.5 * direction.z());
      return new Vec(0.55, 0.62, 0.80).mix(new Vec(1.5, 1.1, 0.75), toward * 0.7);
    }

    @Override
    public Vec haze(Vec colour, Vec origin, Vec direction, double distance) {
      double through = Math.exp(-distance / 210);
      double near = Math.pow(Math.max(0, direction.dot(SUN)), 6);
      return new Vec(0.62, 0.55, 0.52).add(new Vec(1.3, 0.8, 0.38).mul(near)).mix(colour, through);
    }
  }
}
