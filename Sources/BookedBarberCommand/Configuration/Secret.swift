/// A value that must not be seen in logs, errors or the printed configuration.
///
/// Its descriptions show ``shown`` only: the harmless part, or a placeholder.
struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The real value, for whoever needs it to connect or to sign.
    let value: String
    /// What may be shown of it.
    let shown: String

    static let hidden = "(hidden)"

    init(_ value: String, shown: String = Secret.hidden) {
        self.value = value
        self.shown = shown
    }

    /// Keeps a connection URL readable but for its password.
    init(url: String) {
        self.init(url, shown: HiddenPassword.shown(of: url))
    }

    var description: String { shown }
    var debugDescription: String { shown }
    var customMirror: Mirror { Mirror(self, children: [("shown", shown)]) }
}
