package io.netdepot.nmx;

import io.netdepot.catalog.Catalog;
import io.netdepot.catalog.DeviceCatalog;
import io.netdepot.catalog.EventCatalog;
import io.netdepot.catalog.ImageCatalog;
import io.netdepot.catalog.ImageSyncCatalog;
import io.netdepot.catalog.InMemoryCatalog;
import io.netdepot.catalog.Operation;
import io.netdepot.catalog.OperationCatalog;
import io.netdepot.catalog.OperationFilter;
import io.netdepot.catalog.OperationKind;
import io.netdepot.catalog.OperationState;
import io.netdepot.catalog.OperationSummary;
import io.netdepot.catalog.Order;
import io.netdepot.catalog.PackageCatalog;
import io.netdepot.catalog.PageEnd;
import io.netdepot.catalog.PhaseTime;
import io.netdepot.catalog.Profile;
import io.netdepot.catalog.ProfileCatalog;
import io.netdepot.catalog.QuarantineCatalog;
import io.netdepot.catalog.RemoteServerCatalog;
import io.netdepot.catalog.ScheduleCatalog;
import io.netdepot.catalog.SealedSecrets;
import io.netdepot.catalog.SwitchCatalog;
import io.netdepot.catalog.Task;
import io.netdepot.catalog.TaskTimes;
import io.netdepot.catalog.UpkeepCatalog;
import io.netdepot.fleet.EntityId;
import io.netdepot.fleet.Failure;
import io.netdepot.fleet.ImageId;
import io.netdepot.fleet.SwitchAddress;
import io.netdepot.secret.SealedSecret;
import io.netdepot.store.BlobChecks;
import io.netdepot.store.BlobReferences;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What is recorded, in memory: as much of it as the API's tests need. */
public final class MemoryCatalog implements Catalog {
  public static final EntityId DEFAULT_PROFILE = new EntityId("000000000000000000000001");

  private final Catalog rest = new InMemoryCatalog();
  private final Map<EntityId, Operation> operations = new ConcurrentHashMap<>();
  private final Map<EntityId, Task> tasks = new ConcurrentHashMap<>();
  private final Map<EntityId, String> notes = new ConcurrentHashMap<>();
  private final Map<EntityId, Profile> profiles = new ConcurrentHashMap<>();

  public MemoryCatalog() {
    Profile first =
        new Profile(DEFAULT_PROFILE, "default", "admin", new SealedSecret(new byte[1]), true);
    profiles.put(first.id(), first);
  }

  @Override
  public ProfileCatalog profiles() {
    return new Profiles();
  }

  @Override
  public OperationCatalog operations() {
    return new Recorded();
  }

  @Override
  public PackageCatalog packages() {
    return rest.packages();
  }

  @Override
  public QuarantineCatalog quarantine() {
    return rest.quarantine();
  }

  @Override
  public ImageCatalog images() {
    return rest.images();
  }

  @Override
  public ImageSyncCatalog imageSyncs() {
    return rest.imageSyncs();
  }

  @Override
  public RemoteServerCatalog remoteServers() {
    return rest.remoteServers();
  }

  @Override
  public EventCatalog events() {
    return rest.events();
  }

  @Override
  public SealedSecrets secrets() {
    return rest.secrets();
  }

  @Override
  public ScheduleCatalog schedules() {
    return rest.schedules();
  }

  @Override
  public SwitchCatalog switches() {
    return rest.switches();
  }

  @Override
  public DeviceCatalog devices() {
    return rest.devices();
  }

  @Override
  public BlobReferences references() {
    return rest.references();
  }

  @Override
  public UpkeepCatalog upkeep() {
    return rest.upkeep();
  }

  @Override
  public BlobChecks blobChecks() {
    return rest.blobChecks();
  }

  @Override
  public void ping() {}

  @Override
  public boolean takesNew() {
    return true;
  }

  @Override
  public void close() {}

  private final class Profiles implements ProfileCatalog {
    @Override
    public List<Profile> list() {
      return newest(profiles.values(), Comparator.comparing(Profile::id));
    }

    @Override
    public Optional<Profile> find(EntityId id) {
      return Optional.ofNullable(profiles.get(id));
    }

    @Override
    public Optional<Profile> findDefault() {
      return find(DEFAULT_PROFILE);
    }

    @Override
    public boolean add(Profile profile) {
      if (taken(profile)) {
        return false;
      }
      profiles.put(profile.id(), profile);
      return true;
    }

    private boolean taken(Profile profile) {
      return profiles.values().stream()
          .anyMatch(one -> one.name().equals(profile.name()) && !one.id().equals(profile.id()));
    }

    @Override
    public Change replace(Profile profile) {
      if (taken(profile)) {
        return Change.NAME_TAKEN;
      }
      return profiles.replace(profile.id(), profile) == null ? Change.NOT_FOUND : Change.DONE;
    }

    @Override
    public Removal remove(EntityId id) {
      if (id.equals(DEFAULT_PROFILE)) {
        return Removal.IS_DEFAULT;
      }
      if (tasks.values().stream()
          .anyMatch(task -> task.profileId().equals(id) && !task.state().isTerminal())) {
        return Removal.IN_USE;
      }
      return profiles.remove(id) == null ? Removal.NOT_FOUND : Removal.DONE;
    }
  }

  private static <T> List<T> newest(Collection<T> all, Comparator<T> byId) {
    return all.stream().sorted(byId.reversed()).toList();
  }

  private final class Recorded implements OperationCatalog {
    @Override
    public Accepted acceptFree(Operation operation, List<Task> wanted) {
      return accept(operation, wanted);
    }

    @Override
    public Accepted accept(Operation operation, List<Task> wanted) {
      for (Task task : wanted) {
        if (!profiles.containsKey(task.profileId())) {
          return new Accepted.ProfileMissing(task.profileId());
        }
        Optional<Task> busy =
            tasks.values().stream()
                .filter(one -> one.address().equals(task.address()) && !one.state().isTerminal())
                .findFirst();
        if (busy.isPresent()) {
          return new Accepted.SwitchBusy(task.address(), busy.get().operationId());
        }
      }
      operations.put(operation.id(), operation);
      wanted.forEach(task -> tasks.put(task.id(), task));
      return new Accepted.Done();
    }

    @Override
    public Optional<Operation> find(EntityId id) {
      return Optional.ofNullable(operations.get(id));
    }

    @Override
    public Optional<Order> order(EntityId id) {
      return find(id).flatMap(Operation::order);
    }

    @Override
    public OperationKind kind(EntityId id) {
      return find(id).map(Operation::kind).orElse(OperationKind.COLLECTION);
    }

    @Override
    public List<EntityId> deliveriesOf(ImageId image) {
      return operations.values().stream()
          .filter(one -> !one.state().isTerminal())
          .filter(one -> one.delivery().filter(it -> it.image().equals(image)).isPresent())
          .map(Operation::id)
          .sorted()
          .toList();
    }

    @Override
    public List<Operation> list(int limit) {
      return newest(operations.values(), Comparator.comparing(Operation::id)).stream()
          .filter(one -> one.order().isEmpty())
          .limit(limit)
          .toList();
    }

    @Override
    public List<OperationSummary> list(OperationFilter filter, Optional<PageEnd> after, int limit) {
      return newest(operations.values(), Comparator.comparing(Operation::id)).stream()
          .filter(one -> filter.kind().map(one.kind()::equals).orElse(true))
          .limit(limit)
          .map(one -> OperationSummary.of(one, countByState(one.id())))
          .toList();
    }

    private Map<OperationState, Integer> countByState(EntityId operationId) {
      return tasks(operationId).stream()
          .collect(Collectors.groupingBy(Task::state, Collectors.summingInt(task -> 1)));
    }

    @Override
    public List<EntityId> retries(EntityId operationId) {
      return operations.values().stream()
          .filter(one -> one.retryOf().equals(Optional.of(operationId)))
          .map(Operation::id)
          .sorted()
          .toList();
    }

    @Override
    public Map<EntityId, TaskTimes> times(EntityId operationId) {
      return Map.of();
    }

    @Override
    public void phases(EntityId taskId, List<PhaseTime> phases) {}

    @Override
    public List<Task> tasks(EntityId operationId) {
      return tasks.values().stream()
          .filter(task -> task.operationId().equals(operationId))
          .sorted(Comparator.comparing(Task::position))
          .toList();
    }

    @Override
    public Map<EntityId, List<Task>> tasks(List<EntityId> ids) {
      return ids.stream().collect(Collectors.toMap(id -> id, this::tasks));
    }

    @Override
    public Optional<Task> findTask(EntityId taskId) {
      return Optional.ofNullable(tasks.get(taskId));
    }

    @Override
    public List<Task> claim(int limit, Instant now) {
      List<Task> claimed = new ArrayList<>();
      for (Task task : List.copyOf(tasks.values())) {
        if (task.state() == OperationState.PENDING && claimed.size() < limit) {
          change(
              task.id(),
              one -> state(one, OperationState.IN_PROGRESS, one.tries() + 1, Optional.empty(), ""));
          claimed.add(task);
        }
      }
      return claimed;
    }

    @Override
    public Optional<Instant> nextClaim() {
      return Optional.empty();
    }

    @Override
    public void leftOver(EntityId taskId, Optional<String> path) {}

    @Override
    public void note(EntityId taskId, String note) {
      notes.put(taskId, note);
    }

    @Override
    public Optional<String> note(EntityId taskId) {
      return Optional.empty();
    }

    @Override
    public Map<EntityId, String> notes(EntityId operationId) {
      // Whoever asks looks for the tasks of one operation in it.
      return Map.copyOf(notes);
    }

    @Override
    public boolean done(EntityId taskId, Instant now) {
      change(
          taskId,
          one ->
              state(one, OperationState.COMPLETED, one.tries(), Optional.empty(), one.details()));
      return true;
    }

    @Override
    public boolean complete(EntityId taskId, EntityId packageId, Instant now) {
      change(
          taskId,
          one ->
              new Task(
                  one.id(),
                  one.operationId(),
                  one.position(),
                  one.address(),
                  one.profileId(),
                  OperationState.COMPLETED,
                  one.tries(),
                  now,
                  Optional.empty(),
                  one.failure(),
                  Optional.of(packageId),
                  one.details()));
      return true;
    }

    @Override
    public boolean fail(EntityId taskId, Failure failure, Instant now) {
      change(
          taskId, one -> state(one, OperationState.FAILED, one.tries(), Optional.of(failure), ""));
      return true;
    }

    @Override
    public boolean cancel(EntityId taskId, String details, Instant now) {
      change(
          taskId, one -> state(one, OperationState.CANCELLED, one.tries(), one.failure(), details));
      return true;
    }

    private void change(EntityId taskId, UnaryOperator<Task> change) {
      tasks.computeIfPresent(taskId, (id, task) -> change.apply(task));
    }

    private static Task state(
        Task one, OperationState state, int tries, Optional<Failure> failure, String details) {
      return new Task(
          one.id(),
          one.operationId(),
          one.position(),
          one.address(),
          one.profileId(),
          state,
          tries,
          one.notBefore(),
          one.leftOver(),
          failure,
          one.packageId(),
          details);
    }

    @Override
    public boolean putBack(
        EntityId taskId,
        Optional<Failure> failure,
        Instant notBefore,
        boolean countTry,
        Instant now) {
      return false;
    }

    @Override
    public void details(EntityId taskId, String details, Instant now) {
      change(taskId, one -> state(one, one.state(), one.tries(), one.failure(), details));
    }

    @Override
    public boolean finish(
        EntityId operationId, OperationState state, String error, String details, Instant now) {
      operations.computeIfPresent(
          operationId,
          (id, one) ->
              new Operation(
                  id,
                  one.createdAt(),
                  now,
                  state,
                  one.request(),
                  error,
                  details,
                  Optional.of(now),
                  one.retryOf(),
                  one.order()));
      return true;
    }

    @Override
    public List<Task> inProgress() {
      return List.of();
    }

    @Override
    public List<Task> looks(List<SwitchAddress> addresses) {
      return List.of();
    }

    @Override
    public List<EntityId> toFinish() {
      return List.of();
    }

    @Override
    public Set<EntityId> unfinished() {
      return Set.of();
    }

    @Override
    public List<Operation> forgettable(Instant endedBefore) {
      return List.of();
    }

    @Override
    public boolean forget(EntityId operationId, Instant endedBefore) {
      return false;
    }

    @Override
    public Map<OperationState, Long> countByState() {
      return Map.of();
    }
  }
}
