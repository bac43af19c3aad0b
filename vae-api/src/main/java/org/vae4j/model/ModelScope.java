package org.vae4j.model;

import java.util.Map;
import java.util.Optional;
import org.vae4j.tensor.Graph;
import org.vae4j.tensor.Initializer;
import org.vae4j.tensor.Schedule;
import org.vae4j.tensor.Scope;
import org.vae4j.tensor.Shape;
import org.vae4j.tensor.State;
import org.vae4j.tensor.Tensor;

/** A scope that knows the shapes of the data; everything else it leaves to the scope it wraps. */
class ModelScope implements Context {
  private final Scope scope;
  private final Shape inputShape;
  private final Shape targetShape;

  ModelScope(Scope scope, Shape inputShape, Shape targetShape) {
    this.scope = scope;
    this.inputShape = inputShape;
    this.targetShape = targetShape;
  }

  private Context wrap(Scope other) {
    return new ModelScope(other, inputShape, targetShape);
  }

  @Override
  public Shape inputShape() {
    return inputShape;
  }

  @Override
  public Shape targetShape() {
    return targetShape;
  }

  @Override
  public Context child(String name) {
    return wrap(scope.child(name));
  }

  @Override
  public Context shared(String name) {
    return wrap(scope.shared(name));
  }

  @Override
  public Context folding(int samples) {
    return wrap(scope.folding(samples));
  }

  @Override
  public Context detached(int rows) {
    return wrap(scope.detached(rows));
  }

  @Override
  public Context under(Map<String, Tensor> inputs) {
    return wrap(scope.under(inputs));
  }

  @Override
  public Graph graph() {
    return scope.graph();
  }

  @Override
  public String path() {
    return scope.path();
  }

  @Override
  public int rows() {
    return scope.rows();
  }

  @Override
  public boolean training() {
    return scope.training();
  }

  @Override
  public Tensor parameter(String name, Shape shape, Initializer initializer) {
    return scope.parameter(name, shape, initializer);
  }

  @Override
  public State state(String name, Shape shape, Initializer initializer) {
    return scope.state(name, shape, initializer);
  }

  @Override
  public Tensor normal(String name, Shape event) {
    return scope.normal(name, event);
  }

  @Override
  public Tensor normal(String name, int samples, Shape event) {
    return scope.normal(name, samples, event);
  }

  @Override
  public Tensor uniform(String name, Shape event) {
    return scope.uniform(name, event);
  }

  @Override
  public Tensor uniform(String name, int samples, Shape event) {
    return scope.uniform(name, samples, event);
  }

  @Override
  public Tensor batchNormal(String name, Shape shape) {
    return scope.batchNormal(name, shape);
  }

  @Override
  public Tensor scalar(String name, Schedule schedule) {
    return scope.scalar(name, schedule);
  }

  @Override
  public Optional<Tensor> input(String name) {
    return scope.input(name);
  }

  @Override
  public void penalty(String name, Tensor value) {
    scope.penalty(name, value);
  }
}
