/// Who asks: the signed-in user on whose behalf a repository reads or writes.
public struct Caller: Hashable, Sendable {
    public let id: User.ID
    public let role: Role

    public init(id: User.ID, role: Role) {
        self.id = id
        self.role = role
    }
}
