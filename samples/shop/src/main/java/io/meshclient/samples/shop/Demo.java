package io.meshclient.samples.shop;

import io.meshclient.samples.shop.plain.PlainMain;
import io.meshclient.samples.shop.process.Children;
import io.meshclient.samples.shop.report.Comparison;
import io.meshclient.samples.shop.report.HtmlReport;
import io.meshclient.samples.shop.report.Story;
import io.meshclient.samples.shop.report.TextReport;
import io.meshclient.samples.shop.storefront.Storefront;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts the instances and both clients, plays the script of troubles, and compares what became of the calls. */
public final class Demo {
    private static final int WORKED = 0;
    private static final int LOST = 1;
    private static final int BROKEN = 2;
    private static final long LEAD_MILLIS = 500;
    private static final long AFTER_THE_SCRIPT_MILLIS = 500;
    /** To see that it works: shorter, fewer calls, and over when the script is. */
    private static final boolean SHORT = Boolean.getBoolean("shop.short");

    private final Plan plan;
    private final Announcement announcement;
    private final Path directory;
    private final Optional<Registry> registry;
    private final Contender mesh;
    private final Contender plain;
    private final Fleet fleet;

    private Demo(Path directory, Optional<Registry> registry, Children children)
            throws IOException, InterruptedException {
        this.directory = directory;
        this.registry = registry;
        this.announcement = new Announcement(System.out, registry);
        this.plan = plan(registry);
        if (registry.isPresent()) {
            registry.get().start();
        }
        this.fleet = Fleet.start(registry, children);
        Contender.Start start = new Contender.Start(children, directory);
        String orders = fleet.endpoints(Service.ORDERS);
        String inventory = fleet.endpoints(Service.INVENTORY);
        List<String> source = registry.map(Demo::named).orElse(listed(orders, inventory));
        this.mesh = Contender.launch("storefront", Storefront.class, source, start);
        this.plain = Contender.launch("plain", PlainMain.class, List.of(orders, inventory), start);
    }

    private static Plan plan(Optional<Registry> registry) {
        if (SHORT) {
            return Plan.SHORT;
        }
        return registry.isPresent() ? Plan.SHOP_WITH_REGISTRY : Plan.SHOP;
    }

    private static List<String> listed(String orders, String inventory) {
        return List.of("--spring.profiles.active=static", "--shop.orders=" + orders, "--shop.inventory=" + inventory);
    }

    private static List<String> named(Registry registry) {
        return List.of("--spring.profiles.active=" + registry.profile(), "--shop.registry=" + registry.address());
    }

    /**
     * Runs the demo and says what to exit with: 0 if the mesh client lost nothing, 1 if it lost a call or a new instance got
     * none, 2 if the demo itself did not work.
     */
    public static int run(Path directory, Optional<Registry> registry) {
        TimeLimit limit = TimeLimit.start();
        int status = BROKEN;
        try (Children children = new Children(directory.resolve("shop"))) {
            Demo demo = new Demo(directory, registry, children);
            status = demo.play() ? WORKED : LOST;
            if (Boolean.getBoolean("shop.stay")) {
                limit.prolong();
                demo.stay();
            }
        } catch (IOException e) {
            System.out.println("The demo did not work: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return status;
    }

    /** Whether the mesh client did what it is for. */
    private boolean play() throws IOException, InterruptedException {
        Comparison comparison = compare();
        Path report = directory.resolve("report.html").toAbsolutePath();
        HtmlReport.write(report, comparison);
        TextReport.print(System.out, comparison);
        long lost = comparison.mesh().lost();
        announcement.verdict(lost, report);
        return lost == 0
                && comparison
                        .outage()
                        .map(outage -> outage.firstCall().isPresent())
                        .orElse(true);
    }

    private Comparison compare() throws IOException, InterruptedException {
        mesh.awaitReady();
        plain.awaitReady();
        announcement.start(plan);
        long startMillis = System.currentTimeMillis() + LEAD_MILLIS;
        long countingStart = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(LEAD_MILLIS)
                + plan.warmUp().toNanos();
        mesh.go(startMillis, plan);
        plain.go(startMillis, plan);
        Script script = new Script(fleet, SHORT ? Timetable.SHORT : Timetable.SHOP, countingStart, System.out);
        List<Trouble> troubles = registry.isPresent() ? script.playWithout(registry.get()) : script.play();
        if (SHORT) {
            Thread.sleep(AFTER_THE_SCRIPT_MILLIS);
            mesh.enough();
            plain.enough();
        }
        Story meshStory = Story.of("mesh client", mesh.recording(), plan);
        Story plainStory = Story.of("plain OkHttp", plain.recording(), plan);
        return new Comparison(plan, meshStory, plainStory, troubles, script.outage(), fleet.namesByPort());
    }

    private void stay() throws InterruptedException {
        announcement.staying(mesh.url(), fleet);
        Thread.currentThread().join();
    }
}
