package dev.mayfly.lambda.json;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The properties of a class by the rules that AWS's runtime has from Jackson: public getters, setters and public fields, under the names of
 * the JavaBeans specification, in the order of the fields.
 */
final class Bean {
    private static final ClassValue<Bean> KNOWN = new ClassValue<Bean>() {
        @Override
        protected Bean computeValue(Class<?> type) {
            return new Bean(type);
        }
    };

    final Map<TypeVariable<?>, Type> bindings;
    final BeanMaker maker;
    private final Property[] readable;
    private final Map<String, Property> byName = new HashMap<>();
    private final Map<String, Property> byLooseName;

    private Bean(Class<?> type) {
        bindings = Types.bindings(type);
        Map<String, Property> properties = new LinkedHashMap<>();
        collectFields(type, properties);
        boolean record = BeanMaker.isRecord(type);
        for (Method method : type.getMethods()) {
            collectMethod(method, record, properties);
        }
        collectHiddenSetters(type, properties);

        List<Property> readables = new ArrayList<>();
        for (Property property : properties.values()) {
            if (property.readable()) {
                readables.add(property);
            }
            if (property.writable()) {
                byName.put(EventNames.of(type, property.name), property);
            }
        }
        readable = readables.toArray(new Property[0]);
        byLooseName = EventNames.isEvent(type) ? looseNames() : Collections.emptyMap();
        maker = BeanMaker.of(type);
    }

    static Bean of(Class<?> type) {
        return KNOWN.get(type);
    }

    Property[] readable() {
        return readable;
    }

    /** The property that takes this member; null when there is none, which is no error. */
    Property taking(String member) {
        Property property = byName.get(member);
        return property != null || byLooseName.isEmpty() ? property : byLooseName.get(EventNames.loose(member));
    }

    private Map<String, Property> looseNames() {
        Map<String, Property> loose = new HashMap<>();
        for (Map.Entry<String, Property> entry : byName.entrySet()) {
            loose.putIfAbsent(EventNames.loose(entry.getKey()), entry.getValue());
        }
        return loose;
    }

    /** Fields give the order; only public ones are properties by themselves. */
    private static void collectFields(Class<?> type, Map<String, Property> properties) {
        if (type == null || type == Object.class) {
            return;
        }
        collectFields(type.getSuperclass(), properties);
        for (Field field : type.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic()) {
                continue;
            }
            Property property = properties.computeIfAbsent(field.getName(), Property::new);
            if (Modifier.isPublic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers()) && open(field)) {
                property.field = field;
            }
        }
    }

    private static void collectMethod(Method method, boolean record, Map<String, Property> properties) {
        if (Modifier.isStatic(method.getModifiers()) || method.isBridge() || method.getDeclaringClass() == Object.class) {
            return;
        }
        String name = method.getName();
        if (method.getParameterCount() == 0 && method.getReturnType() != void.class) {
            String member = null;
            if (name.startsWith("get") && name.length() > 3) {
                member = decapitalize(name.substring(3));
            } else if (name.startsWith("is") && name.length() > 2 && (method.getReturnType() == boolean.class || method.getReturnType() == Boolean.class)) {
                member = decapitalize(name.substring(2));
            } else if (record && properties.containsKey(name)) {
                member = name;
            }
            if (member != null && !member.equals("declaringClass") && open(method)) {
                Property property = properties.computeIfAbsent(member, Property::new);
                if (property.getter == null || name.startsWith("get")) {
                    property.getter = method;
                }
            }
        } else {
            collectSetter(method, properties);
        }
    }

    /** Setters count even where they are not public. */
    private static void collectHiddenSetters(Class<?> type, Map<String, Property> properties) {
        for (Class<?> current = type; current != null && current != Object.class; current = current.getSuperclass()) {
            for (Method method : current.getDeclaredMethods()) {
                if (!Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
                    collectSetter(method, properties);
                }
            }
        }
    }

    private static void collectSetter(Method method, Map<String, Property> properties) {
        if (method.getParameterCount() != 1 || !method.getName().startsWith("set") || method.getName().length() == 3) {
            return;
        }
        Property property = properties.computeIfAbsent(decapitalize(method.getName().substring(3)), Property::new);
        if ((property.setter == null || fitsBetter(method, property)) && open(method)) {
            property.setter = method;
        }
    }

    /** Of several setters the one for the getter's type wins, then one for text. */
    private static boolean fitsBetter(Method candidate, Property property) {
        Class<?> offered = candidate.getParameterTypes()[0];
        Class<?> present = property.setter.getParameterTypes()[0];
        if (property.getter != null && present != property.getter.getReturnType()) {
            return offered == property.getter.getReturnType();
        }
        return property.getter == null && offered == String.class;
    }

    private static String decapitalize(String name) {
        boolean acronym = name.length() > 1 && Character.isUpperCase(name.charAt(1)) && Character.isUpperCase(name.charAt(0));
        return acronym ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** The standard library's own classes stay shut; their public members are open as they are. */
    private static boolean open(AccessibleObject member) {
        try {
            member.setAccessible(true);
            return true;
        } catch (RuntimeException shut) {
            return Modifier.isPublic(((java.lang.reflect.Member) member).getDeclaringClass().getModifiers());
        }
    }
}
