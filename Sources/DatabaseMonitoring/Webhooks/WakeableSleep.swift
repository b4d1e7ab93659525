import Synchronization

/// Sleeps until a time has passed, its task is cancelled, or somebody wakes it. One task sleeps at a time.
final class WakeableSleep: Sendable {
    private enum State {
        case awake
        /// Woken while nobody slept: the next sleep ends at once.
        case woken
        case asleep(Task<Void, Never>)
    }

    private let state = Mutex(State.awake)

    func sleep(for time: Duration) async {
        let timer = state.withLock { state -> Task<Void, Never>? in
            if case .woken = state {
                state = .awake
                return nil
            }
            let timer = Task<Void, Never> { try? await Task.sleep(for: time) }
            state = .asleep(timer)
            return timer
        }
        guard let timer else { return }
        await withTaskCancellationHandler {
            await timer.value
        } onCancel: {
            timer.cancel()
        }
        state.withLock { if case .asleep = $0 { $0 = .awake } }
    }

    func wake() {
        state.withLock { state in
            switch state {
            case .awake, .woken: state = .woken
            case .asleep(let timer):
                timer.cancel()
                state = .awake
            }
        }
    }
}
