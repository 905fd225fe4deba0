package io.fencewire.deploy;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Kubernetes API as the fabric8 client's classes have it: which fields there are in what, and of
 * which type. kubectl would drop a misspelt field with no more than a warning.
 */
final class KubernetesModel {
  private static final String MODEL = "io.fabric8.kubernetes.api.model.";
  private static final Map<String, String> PACKAGES = Map.of(
      "v1", "",
      "apps/v1", "apps.",
      "policy/v1", "policy.v1.",
      "networking.k8s.io/v1", "networking.v1.");

  /** Texts of a form of their own, or numbers. */
  private static final Set<String> SCALARS = Set.of(MODEL + "IntOrString", MODEL + "Quantity");

  private final List<String> faults = new ArrayList<>();

  private KubernetesModel() {}

  /** What is wrong with a document; empty if nothing is. */
  static List<String> faults(Map<String, Object> document) {
    KubernetesModel model = new KubernetesModel();
    String version = String.valueOf(document.get("apiVersion"));
    String kind = String.valueOf(document.get("kind"));
    try {
      if (PACKAGES.containsKey(version)) {
        model.check(kind, document, Class.forName(MODEL + PACKAGES.get(version) + kind));
      } else {
        model.faults.add(version + " is not known here");
      }
    } catch (ClassNotFoundException e) {
      model.faults.add("there is no " + kind + " in " + version);
    }
    return model.faults;
  }

  private void check(String path, Object value, Type type) {
    if (type instanceof ParameterizedType generic) {
      checkMany(path, value, generic);
    } else if (!(type instanceof Class<?> simple)) {
      faults.add(path + " has a type that is not known here: " + type);
    } else if (SCALARS.contains(simple.getName())) {
      require(value instanceof String || value instanceof Integer, path, value, simple);
    } else if (simple == Long.class) {
      require(value instanceof Integer || value instanceof Long, path, value, simple);
    } else if (simple.getName().startsWith("java.lang.")) {
      require(simple.isInstance(value), path, value, simple);
    } else if (value instanceof Map<?, ?> group) {
      group.forEach((key, inner) -> checkField(path, String.valueOf(key), inner, simple));
    } else {
      require(false, path, value, simple);
    }
  }

  private void checkMany(String path, Object value, ParameterizedType type) {
    if (type.getRawType() == List.class && value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        check(path + "[" + i + "]", list.get(i), type.getActualTypeArguments()[0]);
      }
    } else if (type.getRawType() == Map.class && value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> check(path + "." + key, inner, type.getActualTypeArguments()[1]));
    } else {
      faults.add(path + " = " + value + " is no " + type);
    }
  }

  private void checkField(String path, String key, Object value, Class<?> owner) {
    try {
      Field field = owner.getDeclaredField(key);
      check(path + "." + key, value, field.getGenericType());
    } catch (NoSuchFieldException e) {
      faults.add(path + " has no field " + key);
    }
  }

  private void require(boolean right, String path, Object value, Class<?> type) {
    if (!right) {
      faults.add(path + " = " + value + " is no " + type.getSimpleName());
    }
  }
}
