package io.meshclient.samples.shop;

import io.meshclient.samples.shop.plain.PlainMain;
import io.meshclient.samples.shop.process.Children;
import io.meshclient.samples.shop.process.Parent;
import io.meshclient.samples.shop.report.Comparison;
import io.meshclient.samples.shop.report.HtmlReport;
import io.meshclient.samples.shop.report.Story;
import io.meshclient.samples.shop.report.TextReport;
import io.meshclient.samples.shop.storefront.Storefront;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The demo: starts the instances and both clients, plays the script of troubles, and compares what became of the calls.
 *
 * <p>Exit status 0: the mesh client lost nothing. 1: it lost a call. 2: the demo itself did not work.
 */
public final class Shop {
    private static final int WORKED = 0;
    private static final int LOST = 1;
    private static final int BROKEN = 2;
    private static final long LEAD_MILLIS = 500;

    private final Plan plan = Plan.SHOP;
    private final Announcement announcement = new Announcement(System.out);
    private final Path directory;
    private final Contender mesh;
    private final Contender plain;
    private final Fleet fleet;

    private Shop(Path directory, Children children) throws IOException, InterruptedException {
        this.directory = directory;
        this.fleet = Fleet.start(children);
        Contender.Start start = new Contender.Start(children, directory);
        List<String> endpoints = List.of(fleet.endpoints(Service.ORDERS), fleet.endpoints(Service.INVENTORY));
        this.mesh = Contender.launch("storefront", Storefront.class, endpoints, start);
        this.plain = Contender.launch("plain", PlainMain.class, endpoints, start);
    }

    /** Argument: the build directory. */
    public static void main(String[] args) {
        TimeLimit limit = TimeLimit.start();
        Parent.endWithIt();
        int status = BROKEN;
        try (Children children = new Children(Path.of(args[0], "shop"))) {
            Shop shop = new Shop(Path.of(args[0]), children);
            status = shop.run() == 0 ? WORKED : LOST;
            if (Boolean.getBoolean("shop.stay")) {
                limit.prolong();
                shop.stay();
            }
        } catch (IOException e) {
            System.out.println("The demo did not work: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(status);
    }

    /** Returns the number of calls that the mesh client lost. */
    private long run() throws IOException, InterruptedException {
        Comparison comparison = compare();
        Path report = directory.resolve("report.html").toAbsolutePath();
        HtmlReport.write(report, comparison);
        TextReport.print(System.out, comparison);
        long lost = comparison.mesh().lost();
        announcement.verdict(lost, report);
        return lost;
    }

    private Comparison compare() throws IOException, InterruptedException {
        mesh.awaitReady();
        plain.awaitReady();
        announcement.start(plan);
        long startMillis = System.currentTimeMillis() + LEAD_MILLIS;
        long countingStart = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(LEAD_MILLIS)
                + plan.warmUp().toNanos();
        mesh.go(startMillis);
        plain.go(startMillis);
        List<Trouble> troubles = new Script(fleet, countingStart, System.out).play();
        Story meshStory = Story.of("mesh client", mesh.recording(), plan);
        Story plainStory = Story.of("plain OkHttp", plain.recording(), plan);
        return new Comparison(plan, meshStory, plainStory, troubles, fleet.namesByPort());
    }

    private void stay() throws InterruptedException {
        announcement.staying(mesh.url(), fleet);
        Thread.currentThread().join();
    }
}
