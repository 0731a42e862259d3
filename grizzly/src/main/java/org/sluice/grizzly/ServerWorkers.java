package org.sluice.grizzly;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.threadpool.GrizzlyExecutorService;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;
import org.sluice.core.common.VirtualThreads;

/**
 * Where a server runs what may block: HTTP with the upgrades and open handlers on the one hand, all other handlers of ordinary endpoints on the
 * other, so that handlers that block stop no upgrade. For any thread.
 */
final class ServerWorkers {

    private static final long IDLE_SECONDS = 10;

    private static final String WORKER = "worker";

    private final ServerThreads threads;
    private final ExecutorService http;
    private final ExecutorService handlers;

    ServerWorkers(GrizzlyServerOptions options, ServerThreads threads) {
        this.threads = threads;
        ThreadFactory worker = factory(options, threads, WORKER);
        ThreadFactory handler = factory(options, threads, "handler");
        int limit = options.workerThreads();
        boolean limited = limit < GrizzlyServerOptions.NO_LIMIT;
        http = limited ? httpPool(worker, limit) : VirtualThreads.forEachTask(worker);
        handlers = limited ? handlerPool(handler, limit) : VirtualThreads.forEachTask(handler);
    }

    private static ThreadFactory factory(GrizzlyServerOptions options, ServerThreads threads, String role) {
        return options.virtualThreads() ? threads.virtual(role) : threads.named(role);
    }

    private static ExecutorService httpPool(ThreadFactory factory, int limit) {
        return GrizzlyExecutorService.createInstance(ThreadPoolConfig.defaultConfig()
                .setThreadFactory(factory)
                .setCorePoolSize(Math.min(limit, Runtime.getRuntime().availableProcessors()))
                .setMaxPoolSize(limit));
    }

    private static ExecutorService handlerPool(ThreadFactory factory, int limit) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                limit, limit, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    ExecutorService http() {
        return http;
    }

    Executor handlers() {
        return handlers;
    }

    /** What they were given still runs, and nothing that comes later. */
    void shutdown() {
        http.shutdown();
        handlers.shutdown();
    }

    /** Interrupts what still runs, and leaves out what waits. Grizzly's pool has no call for it once it is shut down. */
    void interrupt() {
        handlers.shutdownNow();
        threads.interrupt(WORKER);
    }
}
