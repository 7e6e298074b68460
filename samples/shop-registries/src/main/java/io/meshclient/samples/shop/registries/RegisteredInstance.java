package io.meshclient.samples.shop.registries;

import io.meshclient.samples.registries.Member;
import io.meshclient.samples.registries.Membership;
import io.meshclient.samples.registries.RegistryKind;
import io.meshclient.samples.shop.instance.InstanceServer;
import io.meshclient.samples.shop.process.Parent;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An instance that registers itself when it takes calls, keeps itself registered, and leaves the registry before it ends.
 * One that is killed leaves nothing; the registry has to notice.
 */
final class RegisteredInstance {
    private static final long BEAT_MILLIS = 1_000;
    /** A registry that is away must not hold up a restart. */
    private static final long GOODBYE_MILLIS = 500;

    private final Membership membership;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "registration");
        thread.setDaemon(true);
        return thread;
    });

    private RegisteredInstance(Membership membership) {
        this.membership = membership;
    }

    /** Arguments: service, name of the instance, port, the registry's word, its address. */
    public static void main(String[] args) throws IOException {
        Member member = new Member(args[0], args[1], Integer.parseInt(args[2]));
        Optional<RegisteredInstance> registered = RegistryKind.of(args[3])
                .flatMap(kind -> kind.ownMembership(args[4], member))
                .map(RegisteredInstance::new);
        Runnable goodbye = registered.<Runnable>map(it -> it::leave).orElse(() -> {});
        InstanceServer.serve(member.service(), member.id(), member.port(), goodbye);
        registered.ifPresent(RegisteredInstance::begin);
        Parent.say("ready");
    }

    private void begin() {
        clock.scheduleWithFixedDelay(this::keep, 0, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void keep() {
        try {
            membership.keep();
        } catch (IOException e) {
            System.out.println("not registered: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave() {
        clock.execute(() -> {
            try {
                membership.leave();
            } catch (IOException e) {
                System.out.println("not deregistered: " + e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        clock.shutdown();
        try {
            clock.awaitTermination(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
