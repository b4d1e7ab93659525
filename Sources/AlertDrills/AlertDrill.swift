public import DatabaseMonitoring
public import Logging

/// A fault that is made to happen, to see that an alert rule fires, gets worse, and clears.
///
/// ```swift
/// let report = try await AlertDrills.named("lock_wait").run { step in print(step) }
/// ```
///
/// It works on a PostgreSQL of its own (and a Redis where it needs one), which it starts in a temporary folder and stops
/// in the end, however it ends: no other server is touched. The fault is real, and so is the monitor that watches. What
/// would take minutes is shortened; the first step says what.
public struct AlertDrill: Sendable {
    /// Of the rule: `lock_wait`.
    public let name: String
    /// What it does, in a sentence.
    public let summary: String
    let setting: @Sendable () throws -> DrillSetting
    let perform: @Sendable (DrillStage) async throws -> Void

    init(
        _ name: String, _ summary: String,
        setting: @autoclosure @escaping @Sendable () throws -> DrillSetting = DrillSetting(),
        perform: @escaping @Sendable (DrillStage) async throws -> Void
    ) {
        (self.name, self.summary, self.setting, self.perform) = (name, summary, setting, perform)
    }

    /// Takes from 5 to 60 seconds. Several may run at once.
    ///
    /// - Parameters:
    ///   - webhooks: are told of the alert, as they would be of a real one.
    ///   - reporting: is called with each step as it happens, one after the other.
    /// - Throws: ``DrillError`` when a step didn't happen in time; what the servers' start throws; `CancellationError`.
    ///   Its servers are stopped and its folder is removed then, too.
    @discardableResult
    public func run(
        webhooks: [AlertDestination] = [], logger: Logger = Logger(label: "drill") { _ in SwiftLogNoOpLogHandler() },
        reporting: @escaping @Sendable (DrillStep) -> Void = { _ in }
    ) async throws -> DrillReport {
        let setting = try setting()
        let watch = DrillWatch(name, patience: setting.patience, reporting: reporting)
        watch.note(.started, setting.description(of: name))
        try await DrillStage.with(name, setting, watch, webhooks: webhooks, logger: logger) { stage in
            try await perform(stage)
            if !webhooks.isEmpty { try await stage.sendsAll() }
        }
        return watch.report
    }
}
