package io.meshclient.spring.autoconfigure;

import io.meshclient.spring.MeshClient;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** Finds interfaces with {@link MeshClient}. */
final class MeshClientScanner extends ClassPathScanningCandidateComponentProvider {

    MeshClientScanner(Environment environment, ResourceLoader resourceLoader) {
        super(false, environment);
        setResourceLoader(resourceLoader);
        addIncludeFilter(new AnnotationTypeFilter(MeshClient.class, false, true));
    }

    @Override
    protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
        return definition.getMetadata().isInterface()
                && definition.getMetadata().isIndependent();
    }
}
