/// Why a drill failed: what was waited for, and how the alert stood then.
public struct DrillError: Error, Equatable, CustomStringConvertible {
    /// The name of the drill.
    public let drill: String
    public let description: String

    init(drill: String, _ description: String) {
        (self.drill, self.description) = (drill, description)
    }
}
