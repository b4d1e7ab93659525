import RedisClient
public import ServiceLifecycle

extension QueryCache: Service {
    /// Listens to other processes until its service group is shut down gracefully, or the task is cancelled.
    ///
    /// Without it values are cached in this process only as long as ``CachePolicy/degradedAge`` says if there is a
    /// Redis, and what other processes write isn't noticed.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            let follower = OutboxFollower(
                outbox: self.outbox, remote: self.remote, generations: self.generations, counts: self.counts,
                logger: self.logger)
            await withDiscardingTaskGroup { group in
                group.addTask { await follower.run() }
                if let remote = self.remote { group.addTask { await remote.beat() } }
                if self.reporter != nil {
                    group.addTask {
                        while (try? await Task.sleep(for: .seconds(5))) != nil { self.reportMetrics() }
                    }
                }
            }
        }
        reportMetrics()
        await remote?.client.shutdown(within: .seconds(1))
    }
}
